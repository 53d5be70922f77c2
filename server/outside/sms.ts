/** Sends a short text to a phone. A street plugs in its own vendor by handing in another class. */
export abstract class Sms {
  /** False where nobody can be reached this way: people are then sent to the desk. */
  abstract readonly available: boolean;
  abstract send(phone: string, text: string): Promise<void>;
}

/** The demo's: nothing leaves the machine, the text stands in the server's log. */
export class LoggedSms extends Sms {
  override readonly available = true;

  constructor(private readonly log: (line: string) => void) {
    super();
  }

  override send(phone: string, text: string): Promise<void> {
    this.log(`演示短信 ${phone}：${text}`);
    return Promise.resolve();
  }
}

/** No vendor is set up. */
export class NoSms extends Sms {
  override readonly available = false;

  override send(): Promise<void> {
    return Promise.reject(new Error('no SMS is set up'));
  }
}
