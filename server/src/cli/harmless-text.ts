// Messages quote manifests, and a manifest must not steer the terminal or the log it is shown in.

/** The text with control characters spelled out; line breaks and tabs stay. */
export function harmless(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
