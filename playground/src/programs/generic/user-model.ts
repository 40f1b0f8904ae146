// Any image that nobody else knows: a model of somebody's own, built on the Python wrapper, which answers all methods.
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import { asNumber, listAt, valueAt } from "../../support/json.ts";
import { serveMicroservice, startMicroservice, type Parameters } from "../python/microservice.ts";
import { modelMetadata } from "../python/model-metadata.ts";
import { numberRows, type Features } from "../python/payload.ts";
import { irisModel, predictClass, predictRow, seededModel } from "../store/simulated-model.ts";
import type { Outcome, WrappedModel } from "../python/wrapper-api.ts";

/**
 * Serves on the unit's own ports. One that is told to listen elsewhere does so, and nobody asks it there (F22); on 8000 or 5001
 * it collides with the executor (S39).
 */
export const userModel: Program = async context => {
  const fixed = fixedPort(context);
  const parameters = await startMicroservice(context, "Model", undefined);
  if (typeof parameters === "number") return { exitCode: parameters };
  const branches = Number(parameters.get("n_branches") ?? 2);
  const image = context.container.image ?? "";
  const router = /epsilon|bandit|mab_/.test(image) ? epsilonGreedy(context, branches, parameters) : inTurn(branches);
  return serveMicroservice(context, async () => Promise.resolve({ ...wrapped(context), ...router }), fixed);
};

/** The image of `seldonio/fixed-model`: the same answer for everybody, another for each version. */
export const fixedModel: Program = async context => {
  const parameters = await startMicroservice(context, "ModelV1", undefined);
  if (typeof parameters === "number") return { exitCode: parameters };
  const values = (context.container.image ?? "").endsWith(":0.2") ? [5, 6, 7, 8] : [1, 2, 3, 4];
  return serveMicroservice(context, async () =>
    Promise.resolve({ predict: () => ({ values: [values] }), metadata: () => modelMetadata(context) }),
  );
};

/** A port that arguments or environment fix, other than the one the operator names. */
function fixedPort(context: ProgramContext): number | undefined {
  const words = context.command.join(" ");
  const written =
    /--?(?:http[-_]|rest[-_](?:api[-_])?)?port[ =](\d+)/.exec(words)?.[1] ?? /:(8000|5001)\b/.exec(words)?.[1];
  const variable = ["SERVING_PORT", "PORT", "HTTP_PORT"]
    .map(name => context.env.get(name))
    .find(value => value !== undefined);
  const port = Number(written ?? variable);
  return Number.isInteger(port) && port > 0 && port !== Number(context.env.get("PREDICTIVE_UNIT_HTTP_SERVICE_PORT"))
    ? port
    : undefined;
}

type Router = Required<Pick<WrappedModel, "route" | "feedback">>;

function inTurn(branches: number): Router {
  let routed = 0;
  return { route: () => routed++ % branches, feedback: () => {} };
}

/** A bandit: mostly the branch that has been rewarded best so far, now and then another one (Seldon's mab_epsilon_greedy). */
function epsilonGreedy(context: ProgramContext, branches: number, parameters: Parameters): Router {
  const unit = context.env.get("PREDICTIVE_UNIT_ID") ?? context.container.name;
  const epsilon = Number(parameters.get("epsilon") ?? 0.1);
  const arms = Array.from({ length: branches }, () => ({ tries: 0, rewards: 0 }));
  const means = (): number[] => arms.map(({ tries, rewards }) => (tries === 0 ? 0 : rewards / tries));
  return {
    route: () => {
      if (Math.random() < epsilon) return Math.floor(Math.random() * branches);
      const known = means();
      return known.indexOf(Math.max(...known));
    },
    feedback: (reward, body) => {
      const arm = arms[asNumber(valueAt(body, "response", "meta", "routing", unit)) ?? 0];
      if (arm === undefined) return;
      arm.tries += 1;
      arm.rewards += reward;
    },
  };
}

function wrapped(context: ProgramContext): WrappedModel {
  const image = context.env.get("PREDICTIVE_UNIT_IMAGE") ?? context.container.image ?? "";
  return {
    predict: features => predict(image, features),
    transformInput: features => ({ values: features.rows, names: features.names }),
    transformOutput: features => ({ values: features.rows, names: features.names }),
    aggregate: average,
    metadata: () => modelMetadata(context),
  };
}

/** A model in R, behind Plumber, that answers names of species (seed 004): by a word `r` or `plumber` in its image's name. */
const IN_R = /(?:^|[/_-])(?:r|plumber)(?=[:/_-]|$)/;
const SPECIES = ["setosa", "versicolor", "virginica"];
const IRIS_FEATURES = 4;

/** One probability by row, from a model that differs by image and takes any number of features. */
function predict(image: string, features: Features): Outcome {
  const rows = numberRows(features.rows);
  if (typeof rows !== "string" && IN_R.test(image) && rows.every(row => row.length === IRIS_FEATURES)) {
    const iris = irisModel(image);
    return { values: rows.map(row => SPECIES[predictClass(iris, row)] ?? ""), names: ["prediction"], keepsNames: true };
  }
  if (typeof rows === "string") {
    return features.rows.every(row => typeof row === "string") ? { values: features.rows } : { exception: rows };
  }
  return { values: rows.map(row => predictRow(seededModel(image, "classifier", row.length), row)), names: ["proba"] };
}

/** The mean of the children's answers, element by element. */
function average(inputs: readonly Features[]): Outcome {
  const [first] = inputs;
  const matrices = inputs.map(input => numberRows(input.rows));
  if (first === undefined || matrices.some(matrix => typeof matrix === "string")) {
    return { badData: "Data must be numbers to be averaged" };
  }
  const rows = first.rows.map((row, index) =>
    listAt(row).map((_, column) => {
      const values = matrices.map(matrix => asNumber(listAt(listAt(matrix)[index])[column]) ?? 0);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
  return { values: rows, names: first.names };
}
