// A value of a Secret that can be handed on but not printed: whoever wants the text has to say so.

const PRINTED = "***";

/** Prints as `***` in templates, JSON and Node's inspection. A class, since only its private field cannot be read by accident. */
export class SecretValue {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  static reveal(value: SecretValue): string {
    return value.#text;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return PRINTED;
  }
}

/** Takes a text out of sight. */
export function secretValue(text: string): SecretValue {
  return new SecretValue(text);
}

/** The text itself: for the wire and for decisions, never for messages. */
export function reveal(value: SecretValue): string {
  return SecretValue.reveal(value);
}
