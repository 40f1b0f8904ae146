// What a run tells of the models that it logged: the tag `mlflow.log-model.history`, so that no artifact has to be read.
import type { MlmodelColumn, MlmodelFacts } from "../../../../schemas/src/index.ts";
import { parseJson } from "../json/index.ts";

const HISTORY_TAG = "mlflow.log-model.history";

/**
 * The `MLmodel` of the model that a run logged under a path.
 * @param artifactPath below the run's artifacts, such as `model`; the last one logged where none has it
 * @returns undefined where the run tells nothing, as those of MLflow 3 do
 */
export function modelFacts(tags: ReadonlyMap<string, string>, artifactPath: string): MlmodelFacts | undefined {
  const logged = parseJson(tags.get(HISTORY_TAG) ?? "");
  if (!Array.isArray(logged)) return undefined;
  const models: readonly unknown[] = logged;
  const found = models.findLast(model => textOf(model, "artifact_path") === artifactPath) ?? models.at(-1);
  const flavors = fieldOf(found, "flavors");
  if (typeof flavors !== "object" || flavors === null) return undefined;
  const python = fieldOf(flavors, "python_function");
  const [mlflowVersion, pythonVersion] = [textOf(found, "mlflow_version"), textOf(python, "python_version")];
  const signature = fieldOf(found, "signature");
  const environment = fieldOf(python, "env");
  return {
    flavors: Object.keys(flavors),
    ...(mlflowVersion !== undefined && { mlflowVersion }),
    ...(pythonVersion !== undefined && { pythonVersion }),
    hasEnvironmentMap: typeof environment === "object" && environment !== null,
    ...(typeof signature === "object" &&
      signature !== null && {
        signature: { inputs: columns(fieldOf(signature, "inputs")), outputs: columns(fieldOf(signature, "outputs")) },
      }),
  };
}

/** A signature's sides are texts of JSON within the JSON. */
function columns(side: unknown): MlmodelColumn[] {
  const items = typeof side === "string" ? parseJson(side) : side;
  if (!Array.isArray(items)) return [];
  return items.map((item: unknown): MlmodelColumn => {
    const name = textOf(item, "name");
    const tensor = fieldOf(item, "tensor-spec");
    const type = textOf(tensor, "dtype") ?? textOf(item, "type");
    const shape: unknown = fieldOf(tensor, "shape");
    return {
      ...(name !== undefined && { name }),
      ...(type !== undefined && { type }),
      ...(Array.isArray(shape) && {
        shape: shape.filter((size: unknown): size is number => Number.isSafeInteger(size)),
      }),
    };
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === "string" ? found : undefined;
}
