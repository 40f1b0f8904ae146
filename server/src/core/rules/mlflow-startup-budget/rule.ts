// MLFLOW_SERVER builds a conda environment at every start and is killed when its probes do not wait for that (S16).
import * as l10n from "@vscode/l10n";
import { modelImageFile } from "../../creations/index.ts";
import { creation, defineRule, fix, suggestion, type FixProposal } from "../../lint/rule.ts";
import {
  DEFAULT_LIVENESS,
  DEFAULT_PROGRESS_DEADLINE_SECONDS,
  MLFLOW_LEAST_START_SECONDS,
  MLFLOW_MEMORY,
  MLFLOW_STARTUP_PROBE,
  probeBudget,
  probeNumbers,
  PROGRESS_DEADLINE_MARGIN,
  stockServer,
  type Predictor,
  type ProbeNumbers,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { setValue, type Cursor, type Edits, type PlainValue, type YamlDocument } from "../../yaml/index.ts";

export const mlflowStartupBudget = defineRule({
  id: "mlflow-startup-budget",
  severity: "warning",
  title: "Require time for MLFLOW_SERVER to build its conda environment",
  why: `Under the seldon protocol MLFLOW_SERVER runs \`conda env create\` and \`pip install\` each time its container starts, which takes minutes, and opens its port only then. Without a probe of your own, Seldon's default liveness probe kills the container ${probeBudget(DEFAULT_LIVENESS)} s after its start; a probe that leaves numbers out gets those of Kubernetes. The log never gets past \`Creating Conda environment 'mlflow' from conda.yaml\`, events say \`Liveness probe failed: dial tcp …:9000: connect: connection refused\`, and the container ends with \`exitCode: 143, reason: Error\`, over and over. A readinessProbe changes nothing: it never restarts a container, and never spares it.`,
  remedy: `Give the unit's container a \`startupProbe\` of ${MLFLOW_LEAST_START_SECONDS} s or more (Kubernetes 1.20 or newer); liveness waits until it has succeeded, so a server that dies later is still noticed at once. Set the predictor's \`progressDeadlineSeconds\` above it, or the deployment's state turns Failed while conda still runs. Or serve with \`protocol: v2\` and a packed environment, which needs no conda at start.`,
  failureModes: ["S16"],
  messages: {
    defaultLiveness: {
      text: "Seldon's default liveness probe kills this container after {budget} s, too early for MLFLOW_SERVER, which builds a conda environment at every start: the log stops at \"Creating Conda environment 'mlflow' from conda.yaml\" and the container ends with exit code 143, over and over. Give it a startupProbe of {least} s or more.",
    },
    shortLiveness: {
      text: "This liveness probe kills the container after {budget} s ({delay} + {period} × {threshold}), too early for MLFLOW_SERVER, which builds a conda environment at every start: the log stops at \"Creating Conda environment 'mlflow' from conda.yaml\" and the container ends with exit code 143, over and over. Give it a startupProbe of {least} s or more.",
    },
    shortStartup: {
      text: "This startup probe kills the container after {budget} s ({delay} + {period} × {threshold}), too early for MLFLOW_SERVER, which builds a conda environment at every start: the log stops at \"Creating Conda environment 'mlflow' from conda.yaml\" and the container ends with exit code 143, over and over. Give it {least} s or more.",
    },
  },
  check({ deployment, document, seldon, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      if (unit.implementation !== "MLFLOW_SERVER" || !stockServer(unit, seldon)) continue;
      const limit = startLimit(unit);
      const budget = limit && probeBudget(limit.numbers);
      if (!limit || budget === undefined || budget >= MLFLOW_LEAST_START_SECONDS) continue;
      const { initialDelaySeconds: delay, periodSeconds: period, failureThreshold: threshold } = limit.numbers;
      report({
        at: limit.at,
        message: limit.message,
        data: { budget, delay, period, threshold, least: MLFLOW_LEAST_START_SECONDS },
        fixes: [
          ...(limit.message === "shortStartup"
            ? [raiseThreshold(document, unit, limit)]
            : addStartupProbe(document, unit)),
          ...ownImage(unit, seldon),
        ],
      });
    }
  },
});

/** The lasting cure: an image that has the environment already. The name has to be good for a file. */
function ownImage({ name = "" }: Unit, { version }: SeldonFacts): readonly (FixProposal | undefined)[] {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) return [];
  const file = modelImageFile(name, version);
  return [creation(l10n.t`Create ${file.name} with the model's environment in the image`, file)];
}

interface StartLimit {
  readonly message: "defaultLiveness" | "shortLiveness" | "shortStartup";
  readonly at: Cursor;
  readonly numbers: ProbeNumbers;
}

/** The probe that decides how long the container may take to start; undefined where its numbers are unknown. */
function startLimit(unit: Unit): StartLimit | undefined {
  const container = unit.container?.at;
  const startup = container?.key("startupProbe");
  const liveness = container?.key("livenessProbe");
  if (startup && !startup.isEmpty) return written("shortStartup", startup);
  if (liveness && !liveness.isEmpty) return written("shortLiveness", liveness);
  return { message: "defaultLiveness", at: container ?? unit.at.key("implementation"), numbers: DEFAULT_LIVENESS };
}

function written(message: StartLimit["message"], at: Cursor): StartLimit | undefined {
  const numbers = at.map && probeNumbers(at);
  return numbers && Object.values(numbers).every(value => value >= 0) ? { message, at, numbers } : undefined;
}

const TARGET = probeBudget(MLFLOW_STARTUP_PROBE);

function addStartupProbe(document: YamlDocument, unit: Unit): readonly (FixProposal | undefined)[] {
  const startupProbe = {
    tcpSocket: { port: "http" },
    periodSeconds: MLFLOW_STARTUP_PROBE.periodSeconds,
    failureThreshold: MLFLOW_STARTUP_PROBE.failureThreshold,
  };
  const resources = {
    requests: { memory: MLFLOW_MEMORY.proposedRequest },
    limits: { memory: MLFLOW_MEMORY.proposedLimit },
  };
  const probeOnly = setInContainer(document, unit, { startupProbe });
  const title = l10n.t`Add a startupProbe: ${TARGET} s to start`;
  const hasResources = unit.container?.at.key("resources").isEmpty === false;
  const withMemory = hasResources ? undefined : setInContainer(document, unit, { resources, startupProbe });
  return [
    fix(title, withDeadline(document, unit.predictor, probeOnly)),
    suggestion(
      l10n.t`${title}, and ${MLFLOW_MEMORY.proposedRequest} to ${MLFLOW_MEMORY.proposedLimit} of memory`,
      withDeadline(document, unit.predictor, withMemory),
    ),
  ];
}

/** Sets what a container lacks; makes the container where the manifest has none, in the pod where the operator would put it. */
function setInContainer(
  document: YamlDocument,
  unit: Unit,
  values: Readonly<Record<string, PlainValue>>,
): Edits | undefined {
  const container = unit.container?.at;
  if (!container) {
    const containers = unit.predictor.at.at("componentSpecs", 0, "spec", "containers");
    const value: PlainValue = { name: unit.name ?? "", ...values };
    return setValue(document, containers.item(containers.items().length), value, { after: "graph" });
  }
  const after = ["readinessProbe", "livenessProbe"].find(key => !container.key(key).isEmpty);
  const edits = Object.entries(values).map(([key, value]) =>
    setValue(document, container.key(key), value, key === "startupProbe" && after !== undefined ? { after } : {}),
  );
  return edits.every(edit => edit !== undefined) ? edits.flat() : undefined;
}

function raiseThreshold(document: YamlDocument, unit: Unit, { at, numbers }: StartLimit): FixProposal | undefined {
  const failureThreshold = Math.ceil((TARGET - numbers.initialDelaySeconds) / numbers.periodSeconds);
  const budget = probeBudget({ ...numbers, failureThreshold });
  const edits = setValue(document, at.key("failureThreshold"), failureThreshold, { after: "periodSeconds" });
  return fix(
    l10n.t`Raise failureThreshold to ${failureThreshold}: ${budget} s to start`,
    withDeadline(document, unit.predictor, edits, budget),
  );
}

/** With a budget beyond the deadline the state would turn Failed while conda still runs. */
function withDeadline(
  document: YamlDocument,
  predictor: Predictor,
  edits: Edits | undefined,
  budget = TARGET,
): Edits | undefined {
  const deadline = predictor.at.key("progressDeadlineSeconds");
  const deadlineInForce = deadline.isEmpty ? DEFAULT_PROGRESS_DEADLINE_SECONDS : (deadline.integer() ?? Infinity);
  if (!edits || deadlineInForce > budget) return edits;
  return [...edits, ...(setValue(document, deadline, budget + PROGRESS_DEADLINE_MARGIN, { after: "name" }) ?? [])];
}
