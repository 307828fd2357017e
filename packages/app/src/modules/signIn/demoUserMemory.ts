const KEY = 'chat2sql.portal.demoUser';

/** The demo user chosen in this browser; undefined when none is remembered. */
export function rememberedDemoUser(): string | undefined {
  try {
    return window.localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the chosen demo user; undefined forgets. */
export function rememberDemoUser(id: string | undefined): void {
  try {
    if (id === undefined) window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, id);
  } catch {
    // Private windows may refuse; the session then lasts until the page is left.
  }
}
