// Reads an MLmodel file as conda_env_create.py does, with its failures (seldon-facts §9.2, §9.3; failure-modes S20, S21).
import { parse } from "yaml";
import { asText, isObject, listAt, parseJson, valueAt } from "../../support/json.ts";

export interface MlModel {
  /** Relative to the model folder. */
  readonly condaFile: string;
  readonly dataFile: string;
  /** Columns of the signature; none where the model has none. */
  readonly columns: readonly string[];
}

interface MlModelFailure {
  readonly traceback: readonly string[];
}

/** `readsMapping`: images since 1.16 understand an `env` that is a mapping. */
export function readMlModel(
  read: (path: string) => string | undefined,
  folder: string,
  readsMapping: boolean,
): MlModel | MlModelFailure {
  const path = `${folder}/MLmodel`;
  const text = read(path);
  if (text === undefined) return { traceback: missingFileTraceback(path, "setup_env") };
  const model: unknown = parse(text);
  const flavors = valueAt(model, "flavors");
  if (!isObject(flavors)) return failure("TypeError: 'NoneType' object is not subscriptable");
  const flavor = flavors["python_function"];
  if (flavor === undefined) return failure("KeyError: 'python_function'");
  const environment = valueAt(flavor, "env");
  if (environment === undefined) return failure("KeyError: 'env'");
  const condaFile = isObject(environment) ? asText(environment["conda"]) : asText(environment);
  if (isObject(environment) && !readsMapping) {
    return failure("TypeError: join() argument must be str or bytes, not 'dict'");
  }
  if (condaFile === undefined) return failure("KeyError: 'conda'");
  const inputs = listAt(parseJson(asText(valueAt(model, "signature", "inputs")) ?? "[]"));
  const columns = inputs.flatMap(input => asText(valueAt(input, "name")) ?? []);
  return { condaFile, dataFile: asText(valueAt(flavor, "data")) ?? "model.pkl", columns };
}

export function missingFileTraceback(path: string, inFunction: string): string[] {
  return [
    ...START,
    `  File "/microservice/conda_env_create.py", line 71, in ${inFunction}`,
    `FileNotFoundError: [Errno 2] No such file or directory: '${path}'`,
  ];
}

function failure(lastLine: string): MlModelFailure {
  return { traceback: [...START, '  File "/microservice/conda_env_create.py", line 84, in setup_env', lastLine] };
}

const START = [
  "Traceback (most recent call last):",
  '  File "/microservice/conda_env_create.py", line 157, in <module>',
  "    main(args)",
];
