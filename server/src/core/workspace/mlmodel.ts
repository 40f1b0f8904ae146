// `MLmodel`, the file that MLflow writes beside a model: flavors, versions, signature (S18, S20, S21).
import type {
  MlmodelFacts,
  MlmodelColumn,
  MlmodelSignature,
  WorkspaceResource,
} from "../../../../schemas/src/index.ts";
import type { Cursor } from "../yaml/index.ts";
import { folderOf } from "./folder.ts";
import type { IndexedDocument } from "./read-file.ts";

export function readMlmodel({ document, file }: IndexedDocument): readonly WorkspaceResource[] {
  const root = document.cursor();
  return root.map ? [{ kind: "MLmodel", name: folderOf(file), file, line: 0, model: mlmodelFacts(root) }] : [];
}

export function mlmodelFacts(root: Cursor): MlmodelFacts {
  const python = root.at("flavors", "python_function");
  const mlflowVersion = root.key("mlflow_version").scalar?.text;
  const pythonVersion = python.key("python_version").scalar?.text;
  const signature = signatureOf(root.key("signature"));
  return {
    flavors: root
      .key("flavors")
      .entries()
      .map(({ name }) => name),
    ...(mlflowVersion !== undefined && { mlflowVersion }),
    ...(pythonVersion !== undefined && { pythonVersion }),
    hasEnvironmentMap: python.key("env").map !== undefined,
    ...(signature && { signature }),
  };
}

/** MLflow writes both sides as JSON in a string. */
function signatureOf(at: Cursor): MlmodelSignature | undefined {
  const inputs = columnsOf(at.key("inputs").string());
  return inputs && { inputs, outputs: columnsOf(at.key("outputs").string()) ?? [] };
}

function columnsOf(json: string | undefined): MlmodelColumn[] | undefined {
  if (json === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list.flatMap(columnOf) : undefined;
  } catch {
    // Not what MLflow writes: nothing is known of the signature then.
    return undefined;
  }
}

function columnOf(item: unknown): MlmodelColumn[] {
  const fields = record(item);
  if (!fields) return [];
  const tensor = record(fields["tensor-spec"]);
  const name = fields["name"];
  const type = tensor ? tensor["dtype"] : fields["type"];
  const shape: unknown = tensor?.["shape"];
  const isRequired = fields["required"];
  return [
    {
      ...(typeof name === "string" && { name }),
      ...(typeof type === "string" && type !== "tensor" && { type }),
      ...(Array.isArray(shape) && shape.every(length => Number.isInteger(length)) && { shape: shape.map(Number) }),
      ...(typeof isRequired === "boolean" && { isRequired }),
    },
  ];
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
