import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { NO_SETTINGS, type SettingsState } from '#rules/settings';
import { isRefused, Runtime } from '#runtime';
import { OrganisationProblem, type Asking } from './people.js';

/** The one stream of the installation's settings has a fixed id, beside the organisation's. */
export const SETTINGS = '00000000000000000000000001';

/** What the office set for the whole installation; nothing is set until an administrator does. */
@Injectable()
export class OfficeSettings {
  constructor(@Inject(Runtime) private readonly runtime: Runtime) {}

  async state(): Promise<SettingsState> {
    return (await this.runtime.state<SettingsState>(SETTINGS))?.state ?? NO_SETTINGS;
  }

  /** Throws `OrganisationProblem` with the code of the refusal. */
  async change(values: Readonly<Record<string, StoredValue>>, { by, idempotencyKey, bytes }: Asking): Promise<void> {
    const answer = await this.runtime.submit({
      stream: SETTINGS,
      kind: 'settings',
      scope: '',
      by,
      command: { type: 'changeSettings', values },
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(bytes === undefined ? {} : { bytes }),
    });
    if (isRefused(answer)) throw new OrganisationProblem(answer.refused, answer.values);
  }
}
