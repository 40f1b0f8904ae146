// conda's solver needs gigabytes: a small memory limit gets MLFLOW_SERVER killed while it builds its environment (S15).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, type FixProposal } from "../../lint/rule.ts";
import { MLFLOW_MEMORY, parseQuantity, quantityOf, stockServer, type Container } from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const mlflowMemory = defineRule({
  id: "mlflow-memory",
  severity: "warning",
  title: "Require memory for MLFLOW_SERVER to build its conda environment",
  why: `Under the seldon protocol MLFLOW_SERVER solves and unpacks a conda environment each time its container starts. That takes gigabytes, more than the model itself. With too small a limit the container ends with \`exitCode: 137, reason: OOMKilled\`, its log stops at \`Collecting package metadata (repodata.json)\` or \`Solving environment\`, and the next start fails the same way.`,
  remedy: `Raise \`limits.memory\` to ${MLFLOW_MEMORY.proposedLimit} and ask for ${MLFLOW_MEMORY.proposedRequest}. Or serve with \`protocol: v2\` and a packed environment, or with an image of your own: neither runs conda at start.`,
  failureModes: ["S15"],
  messages: {
    small: {
      text: 'The memory limit of {memory} is small for MLFLOW_SERVER, which builds a conda environment at every start: the container may be OOMKilled (exit code 137) while its log stops at "Collecting package metadata (repodata.json)". Raise limits.memory to {proposed}.',
    },
    tooSmall: {
      text: 'The memory limit of {memory} is far too small for MLFLOW_SERVER, which builds a conda environment at every start: the container will almost certainly be OOMKilled (exit code 137) while its log stops at "Collecting package metadata (repodata.json)". Raise limits.memory to {proposed}.',
    },
  },
  check({ deployment, document, seldon, report }) {
    if (deployment.protocol !== "seldon") return;
    for (const unit of deployment.units) {
      const { container } = unit;
      if (unit.implementation !== "MLFLOW_SERVER" || !container || !stockServer(unit, seldon)) continue;
      const limit = container.at.at("resources", "limits", "memory");
      const memory = quantityOf(limit);
      if (memory === undefined || memory >= SMALL) continue;
      report({
        at: limit,
        message: memory < TOO_SMALL ? "tooSmall" : "small",
        data: { memory: limit.scalar?.text ?? "", proposed: MLFLOW_MEMORY.proposedLimit },
        fixes: [raiseLimit(document, container)],
      });
    }
  },
});

const SMALL = bytes(MLFLOW_MEMORY.small);
const TOO_SMALL = bytes(MLFLOW_MEMORY.tooSmall);

function bytes(quantity: string): bigint {
  return parseQuantity(quantity) ?? 0n;
}

/** Without a request of its own the container would ask for all of its new limit, and might find no node. */
function raiseLimit(document: YamlDocument, container: Container): FixProposal | undefined {
  const limit = container.at.at("resources", "limits", "memory");
  const request = container.at.at("resources", "requests", "memory");
  const edits = setValue(document, limit, MLFLOW_MEMORY.proposedLimit);
  const added = request.isEmpty ? setValue(document, request, MLFLOW_MEMORY.proposedRequest) : [];
  const title = l10n.t`Raise limits.memory to ${MLFLOW_MEMORY.proposedLimit}`;
  return fix(
    request.isEmpty ? l10n.t`${title}, with a request of ${MLFLOW_MEMORY.proposedRequest}` : title,
    edits && added && [...edits, ...added],
  );
}
