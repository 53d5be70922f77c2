import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileAttachments, Files } from '#capabilities/file';
import { People } from '#community';
import { Accounts } from '#identity';
import { Attachments } from '#matters';
import { fileAddress } from '#web/port';
import { problemOf, type Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

/** A photo as phones take it: with the place, the device and the time in it, lying on its side. */
async function photo(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#336699' } })
    .withExif({
      IFD0: { Make: 'SecretPhone', DateTime: '2026:03:01 08:00:00' },
      IFD3: { GPSLatitude: '39/1 54/1 20/1', GPSLatitudeRef: 'N' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

const blob = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]);

describe.each(PLACES)('photos and papers on %s', (_name, newPlace) => {
  let served: Served;
  let resident: Client;
  let neighbour: Client;
  let matter: string;

  beforeAll(async () => {
    served = await serve(await newPlace());
    resident = await served.signedIn('jumin1');
    neighbour = await served.signedIn('jumin2');
    matter = (await resident.port.matters())[0]?.matter ?? '';
  });
  afterAll(() => served?.close());

  it('are kept without what a photo says beside its picture, upright', async () => {
    // given
    const taken = await photo();
    expect((await sharp(taken).metadata()).exif?.toString('latin1')).toContain('SecretPhone');
    // when
    const { value } = await resident.port.upload('我家门口.jpg', blob(taken), newKey());
    const kept = Buffer.from(await (await resident.port.file(value.file, null)).arrayBuffer());
    // then
    const { exif, width, height, orientation } = await sharp(kept).metadata();
    expect({ exif, width, height, orientation }).toEqual({
      exif: undefined,
      width: 20,
      height: 40,
      orientation: undefined,
    });
    expect(value).toMatchObject({ type: 'image/jpeg', size: kept.length, name: '我家门口.jpg' });
  });

  it.each([
    ['file-empty', Buffer.alloc(0)],
    ['file-kind-refused', Buffer.from('<script>alert(1)</script>')],
    ['file-kind-refused', Buffer.from('GIF89a......................')],
    ['file-unreadable', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF no picture')])],
  ])('are refused by their bytes, whatever they are called: %s', async (code, bytes) => {
    const problem = await problemOf(resident.port.upload('photo.jpg', blob(bytes), newKey()));
    expect(problem).toMatchObject({ status: 422, code });
    expect(problem.message).not.toBe('');
  });

  it('are refused where they are too large, before they are looked at', async () => {
    const problem = await problemOf(resident.port.upload('a.jpg', blob(Buffer.alloc(10 * 1_048_576 + 2)), newKey()));
    expect(problem).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('are nobody else’s until a matter uses them, and then everybody’s who may open the matter', async () => {
    // given
    const { value } = await resident.port.upload('b.jpg', blob(await photo()), newKey());
    expect(await problemOf(neighbour.port.file(value.file, null))).toMatchObject({ status: 404 });
    expect(await problemOf(neighbour.port.file(value.file, matter))).toMatchObject({ status: 404 });
    const attachments = served.heyi.app.get(Attachments);
    expect(attachments).toBeInstanceOf(FileAttachments);
    const person = (await resident.port.session()).me?.person ?? '';
    const stranger = (await neighbour.port.session()).me?.person ?? '';
    // when a stranger names the hash, nothing is attached
    expect((await attachments.attach([value.file], matter, stranger)).size).toBe(0);
    await attachments.attach([value.file], matter, person);
    // then
    expect((await neighbour.port.file(value.file, matter)).size).toBe(value.size);
    expect(await problemOf(neighbour.port.file(value.file, '0'.repeat(26)))).toMatchObject({ status: 404 });
  });

  it('lie outside of what is shown on the web, and come back as what they are', async () => {
    const folder = join(served.settings.data, 'files');
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    mkdirSync(served.settings.web, { recursive: true });
    const { value } = await resident.port.upload('c.jpg', blob(await photo()), newKey());
    const name = Buffer.from(value.file, 'base64').toString('base64url');
    const { status, headers } = await resident.raw('GET', `/api/files/${name}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    for (const guess of [`/files/${name}`, `/data/files/${name}`, '/api/files/..%2f..%2fheyi.sqlite'])
      expect((await resident.raw('GET', guess)).text).not.toContain('JFIF');
  });

  it('stand on the page of the matter they were handed in with, for whoever may open it, until they are erased', async () => {
    // given a topic with a photo and a paper, and a telephone number for the office alone
    const paper = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
    const picture = await sharp({ create: { width: 1200, height: 600, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const one = (await resident.port.upload('门口.jpg', blob(picture), newKey())).value;
    const two = (await resident.port.upload('报价.pdf', blob(paper), newKey())).value;
    const variables = {
      title: '北门加一盏灯',
      topic: 'facility',
      reach: 'building',
      place: '北门',
      what: '夜里太暗。',
      affected: '走北门的居民',
      wish: '装一盏灯',
      name_shown: 'no',
      attachments: [one.file, two.file],
    };
    const started = (await resident.port.startMatter({ procedure: 'consultation', variables }, newKey())).value;
    // when
    const page = await neighbour.port.matter(started.matter);
    // then
    expect(page.topic).toEqual({
      texts: [
        { label: '类别', text: '公共设施' },
        { label: '影响范围', text: '本楼栋' },
        { label: '地点', text: '北门' },
        { label: '什么事', text: '夜里太暗。' },
        { label: '谁受影响', text: '走北门的居民' },
        { label: '希望怎么办', text: '装一盏灯' },
      ],
      files: [
        { file: one.file, type: 'image/jpeg', size: one.size, name: '门口.jpg', erased: false },
        { file: two.file, type: 'application/pdf', size: two.size, name: '报价.pdf', erased: false },
      ],
    });
    // and a thumbnail is fetched on a weak net, by the same right
    const small = await neighbour.raw('GET', fileAddress(one.file, started.matter, true));
    expect(small.headers['content-type']).toBe('image/jpeg');
    const { width, height } = await sharp(small.bytes).metadata();
    expect({ width, height }).toEqual({ width: 320, height: 160 });
    expect((await neighbour.raw('GET', fileAddress(one.file, matter, true))).status).toBe(404);
    const people = served.heyi.app.get(People);
    await people.found([{ path: 'qinghe/sjl', name: '松江里社区', kind: 'community' }]);
    const post = { place: '松江里社区', role: 'worker', scope: 'qinghe/sjl', document: DOCUMENT } as const;
    await served.heyi.app.get(Accounts).create('lingong', DEMO_PASSWORD, await people.add({ name: '孙涛', ...post }));
    const away = await served.signedIn('lingong');
    expect((await away.raw('GET', fileAddress(one.file, started.matter, true))).status).toBe(404);
    expect(await problemOf(away.port.matter(started.matter))).toMatchObject({ status: 404 });
    // and what was erased is said to be gone
    await served.heyi.app.get(Files).erase((await resident.port.session()).me?.person ?? '');
    const { files } = (await neighbour.port.matter(started.matter)).topic;
    expect(files.map(({ name, erased }) => ({ name, erased }))).toEqual([
      { name: null, erased: true },
      { name: null, erased: true },
    ]);
  });
});
