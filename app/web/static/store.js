/* What this browser remembers: theme, language, whether single keys are shortcuts. Never a question,
   an answer or a key. A browser that keeps nothing (private mode) still works. */

export function recall(name) {
  try {
    return localStorage.getItem(`hush.${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`hush.${name}`);
    else localStorage.setItem(`hush.${name}`, value);
  } catch {
    /* nothing is kept then */
  }
}
