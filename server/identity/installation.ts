/** What is said of this installation to anybody, before a sign-in. */
export interface Installation {
  readonly community: string;
  readonly street: string;
  readonly phone: string | null;
  readonly demo: boolean;
  /** Empty unless the demo is on. */
  readonly demoAccounts: readonly {
    readonly account: string;
    readonly password: string;
    readonly name: string;
    readonly role: string;
  }[];
  /** Reached through HTTPS: cookies are then marked secure. */
  readonly https: boolean;
}

export const INSTALLATION = Symbol('installation');
