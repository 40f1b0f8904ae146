// Checks plain data from outside against a shape, without zod: a program that has to start fast does not load that.

export type FieldType = keyof typeof TYPES | Shape | { readonly listOf: FieldType };

export interface Shape {
  readonly required: Readonly<Record<string, FieldType>>;
  readonly optional: Readonly<Record<string, FieldType>>;
}

/** Half sentences such as `observed[0].name: text is missing`. @param at how they name the value */
export function* problemsOf(value: unknown, shape: Shape, at: string): Generator<string> {
  const fields = record(value);
  if (!fields) {
    yield `${at}: an object is needed`;
    return;
  }
  for (const [name, type] of Object.entries(shape.required)) yield* fieldProblems(fields[name], type, `${at}.${name}`);
  for (const [name, type] of Object.entries(shape.optional))
    if (fields[name] !== undefined) yield* fieldProblems(fields[name], type, `${at}.${name}`);
  for (const name of Object.keys(fields))
    if (!Object.hasOwn(shape.required, name) && !Object.hasOwn(shape.optional, name))
      yield `${at}.${name}: there is no such field`;
}

function* fieldProblems(value: unknown, type: FieldType, at: string): Generator<string> {
  if (typeof type === "string") {
    const { isRight, wanted } = TYPES[type];
    if (!isRight(value)) yield `${at}: ${wanted} is ${value === undefined ? "missing" : "needed"}`;
    return;
  }
  if (!("listOf" in type)) {
    yield* problemsOf(value, type, at);
    return;
  }
  if (!Array.isArray(value)) yield `${at}: a list is ${value === undefined ? "missing" : "needed"}`;
  else for (const [index, item] of value.entries()) yield* fieldProblems(item, type.listOf, `${at}[${index}]`);
}

const TYPES = {
  text: { isRight: (value: unknown): boolean => typeof value === "string", wanted: "text" },
  flag: { isRight: (value: unknown): boolean => typeof value === "boolean", wanted: "true or false" },
  always: { isRight: (value: unknown): boolean => value === true, wanted: "true" },
  texts: {
    isRight: (value: unknown): boolean => Array.isArray(value) && value.every(item => typeof item === "string"),
    wanted: "a list of texts",
  },
  integers: {
    isRight: (value: unknown): boolean => Array.isArray(value) && value.every(item => Number.isSafeInteger(item)),
    wanted: "a list of whole numbers",
  },
  line: {
    isRight: (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0,
    wanted: "a line, counted from zero,",
  },
  count: {
    isRight: (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0,
    wanted: "a whole number",
  },
  seen: {
    isRight: (value: unknown): boolean =>
      value === "folder" || value === "file" || value === "nothing" || value === "no-bucket",
    wanted: "folder, file, nothing or no-bucket",
  },
  installer: { isRight: (value: unknown): boolean => value === "conda" || value === "pip", wanted: "conda or pip" },
  textByName: { isRight: (value: unknown): boolean => isRecordOf(value, ["string"]), wanted: "text by name" },
  scalarByName: {
    isRight: (value: unknown): boolean => isRecordOf(value, ["string", "number", "boolean"]),
    wanted: "text, numbers or flags by name",
  },
};

function isRecordOf(value: unknown, types: readonly string[]): boolean {
  const fields = record(value);
  return fields !== undefined && Object.values(fields).every(field => types.includes(typeof field));
}

/** The fields of what JSON calls an object. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
