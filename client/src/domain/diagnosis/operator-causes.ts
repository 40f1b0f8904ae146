// What the operator, its webhook and its flags explain: a deployment that nobody has looked at, or that cannot be applied.
import * as l10n from "@vscode/l10n";
import { preflight, type PreflightFacts, type PreflightFinding } from "../deploy/preflight.ts";
import { diagnoseLog, explanationOf, type SignatureMatch } from "../signatures/diagnose-log.ts";
import type { Judged } from "./causes-seen.ts";
import type { Cause } from "./cause.ts";
import type { Known } from "./known.ts";

/** Entries of the catalogue by the id of a check; what is not here explains no deployment that does not serve. */
const FAILURE_MODES: Readonly<Record<string, readonly string[]>> = {
  crd: ["F64"],
  operator: ["F51", "F02"],
  version: ["S44"],
  ingress: ["S41"],
  "controller-id": ["F51"],
  "watch-namespace": ["F51"],
  namespace: ["S45"],
  quota: ["F31"],
  webhook: ["F02"],
  "dry-run": ["F02"],
  certificate: ["F13"],
};

/** Without these an apply still works, and so they explain nothing that was applied. */
const ABOUT_APPLY: readonly string[] = ["webhook", "dry-run", "certificate", "namespace"];

/** @param judged undefined where there is no SeldonDeployment: then what keeps it from being applied counts */
export function operatorCauses(known: Known, judged: Judged | undefined): Cause[] {
  const facts = known.get({ kind: "operator" }, "operator")?.facts;
  if (!facts || (judged && judged.infos.get(judged.tree)?.state === "ready")) return [];
  const isLookedAt = judged?.tree.object.status?.state !== undefined;
  const errors = preflight(facts).filter(({ severity }) => severity === "error");
  const found = isLookedAt ? [] : errors.filter(({ id }) => judged === undefined || !ABOUT_APPLY.includes(id));
  const said = saidByOperator(known);
  if (said.length > 0) return said;
  // Where the kind itself is unknown, so is what a dry run is to apply.
  const hasKind = found.every(({ id }) => id !== "crd");
  return found
    .filter(({ id }) => hasKind || id !== "dry-run")
    .flatMap(finding => (finding.id === "dry-run" ? (refusalCause(facts) ?? causeOf(finding)) : causeOf(finding)));
}

function causeOf({ id, title, meaning, command }: PreflightFinding): Cause[] {
  const failureModes = FAILURE_MODES[id];
  if (!failureModes) return [];
  return [
    {
      signature: `cluster-check-${id}`,
      failureModes,
      title,
      meaning,
      remedy:
        command === undefined
          ? l10n.t("Check the installation of the operator.")
          : l10n.t("The command below mends it or says more."),
      ...(command !== undefined && { command }),
      step: "operator",
      confidence: "likely",
      part: {},
      evidence: [{ object: l10n.t("The cluster as it was checked") }],
    },
  ];
}

/** What the API server has said to the dry run, where a signature knows it. */
function refusalCause({ dryRun }: PreflightFacts): Cause[] | undefined {
  const match = explanationOf(diagnoseLog({ source: "apply", lines: dryRun?.said.split("\n") ?? [] }));
  return match?.signature.verdict === "cause" ? [saidCause(match, l10n.t("The cluster as it was checked"))] : undefined;
}

/** @param object where it was said */
function saidCause({ signature, title, meaning, remedy, text }: SignatureMatch, object: string): Cause {
  return {
    signature: signature.id,
    failureModes: signature.failureModes,
    ...{ title, meaning, remedy },
    step: "operator",
    confidence: "certain",
    part: {},
    evidence: [{ object, ...(text !== undefined && { line: text }) }],
  };
}

/** Lines that are about this deployment, or about none. */
function saidByOperator(known: Known): Cause[] {
  const facts = known.get({ kind: "operator" }, "operator")?.facts;
  const said =
    facts?.operator && known.get({ kind: "operator-log", namespace: facts.operator.namespace }, "operator-log");
  if (!said) return [];
  const lines = said.lines.filter(line => isAbout(line, known));
  return diagnoseLog({ source: "operator-log", lines })
    .filter(({ signature }) => signature.verdict === "cause")
    .slice(0, 1)
    .map(match => saidCause(match, l10n.t`The operator's pod ${said.pod}`));
}

/** controller-runtime names the object in each line that is about one. */
function isAbout(line: string, { name, namespace }: Known): boolean {
  const named = /"(?:SeldonDeployment|seldondeployment)":\s*"([^"]+)"/.exec(line)?.[1];
  return named === undefined || named === `${namespace}/${name}` || named === name;
}
