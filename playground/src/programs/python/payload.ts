// Request and response bodies of the Python wrapper (seldon-facts §7.4): what goes in as ndarray comes out as ndarray.
import { asNumber, isObject, listAt, textsAt } from "../../support/json.ts";
import { pythonRepr } from "./repr.ts";

/** How the numbers were sent; the answer comes the same way. */
type DataKind = "ndarray" | "tensor" | "other";

export interface Features {
  readonly kind: DataKind;
  readonly rows: readonly unknown[];
  readonly names: readonly string[];
}

/** Takes the features out of a request; a text is the wrapper's complaint (HTTP 400). */
export function readFeatures(body: Record<string, unknown>): Features | string {
  const data = body["data"];
  if (isObject(data)) {
    const names = textsAt(data["names"]);
    if ("ndarray" in data) return { kind: "ndarray", rows: listAt(data["ndarray"]), names };
    if ("tensor" in data) {
      const rows = readTensor(data["tensor"]);
      return typeof rows === "string" ? rows : { kind: "tensor", rows, names };
    }
    return `Can't find any of tensor, ndarray or tftensor in ${pythonRepr(data)}`;
  }
  for (const name of ["jsonData", "strData", "binData"]) {
    if (name in body) {
      const value = body[name];
      return { kind: "other", rows: Array.isArray(value) ? value : [value], names: [] };
    }
  }
  return `Invalid request data type: ${pythonRepr(body)}`;
}

/** The rows of a tensor, by NumPy's rule that the shape must fit the number of values. */
function readTensor(tensor: unknown): unknown[] | string {
  const values = listAt(tensor, "values");
  const shape = listAt(tensor, "shape").map(item => asNumber(item) ?? 0);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== values.length) {
    return `cannot reshape array of size ${values.length} into shape (${shape.join(",")}${shape.length === 1 ? "," : ""})`;
  }
  return shape.length < 2 ? [...values] : nest(values, shape);
}

function nest(values: readonly unknown[], shape: readonly number[]): unknown[] {
  const [length = 0, ...inner] = shape;
  if (inner.length === 0) return [...values];
  const size = values.length / length;
  return Array.from({ length }, (_, index) => nest(values.slice(index * size, (index + 1) * size), inner));
}

/** The `data` of an answer: names are given for 2-D results only, and text is always sent as ndarray. */
export function writeData(
  values: readonly unknown[],
  kind: DataKind,
  classNames?: readonly string[],
): Record<string, unknown> {
  const flat = values.flat(Infinity);
  const width = Array.isArray(values[0]) ? values[0].length : undefined;
  const names = width === undefined ? [] : (classNames ?? Array.from({ length: width }, (_, index) => `t:${index}`));
  if (kind === "ndarray" || flat.some(value => typeof value !== "number")) return { names, ndarray: values };
  return { names, tensor: { shape: width === undefined ? [values.length] : [values.length, width], values: flat } };
}

/** Rows of numbers; a text is what scikit-learn says of anything else. */
export function numberRows(rows: readonly unknown[]): number[][] | string {
  if (rows.length > 0 && rows.every(row => typeof row === "number")) {
    return `ValueError: Expected 2D array, got 1D array instead:\narray=[${rows.join(" ")}].`;
  }
  const result: number[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) return "ValueError: Expected 2D array, got scalar array instead";
    const numbers = listAt(row).map(value =>
      typeof value === "string" && value.trim() !== "" ? Number(value) : value,
    );
    const wrong = numbers.findIndex(value => typeof value !== "number" || Number.isNaN(value));
    if (wrong >= 0) return `ValueError: could not convert string to float: ${pythonRepr(listAt(row)[wrong])}`;
    result.push(numbers.filter(value => typeof value === "number"));
  }
  return result;
}
