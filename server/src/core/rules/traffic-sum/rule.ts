// Predictors' traffic has to add up to 100 (S31).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import type { Deployment, Predictor } from "../../model/index.ts";
import { removeValue, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const trafficSum = defineRule({
  id: "traffic-sum",
  severity: "error",
  title: "Require predictor traffic to add up to 100",
  why: "Seldon's admission webhook refuses the manifest: `Traffic must sum to 100 for multiple predictors`, or `Traffic must sum be 100 for a single predictor when set`. Shadows do not count. Shares outside 0 to 100 pass the webhook as long as the sum is right, and then no gateway can do what they say.",
  remedy:
    "Let the shares of all predictors that are not shadows add up to 100. A single predictor needs no `traffic` at all.",
  failureModes: ["S31"],
  upstream: "R20, R21 (checkTraffic)",
  messages: {
    wrongTotal: {
      text: 'The traffic of these {count} predictors adds up to {total}, not 100. The webhook refuses this: "Traffic must sum to 100 for multiple predictors".',
      refusedBy: "webhook",
    },
    singlePartial: {
      text: 'The only predictor takes {traffic} % of the traffic. The webhook refuses anything but 100 here: "Traffic must sum be 100 for a single predictor when set". Leave traffic out.',
      refusedBy: "webhook",
    },
    outOfRange: {
      text: "A share of {traffic} % is not possible. The webhook lets it pass because it looks at the sum only, but no gateway can route by it. Use a number from 0 to 100.",
    },
  },
  check({ deployment, document, report }) {
    const live = deployment.predictors.filter(predictor => !predictor.isShadow);
    if (live.some(predictor => !predictor.at.key("traffic").isEmpty && predictor.traffic === undefined)) return;
    const total = live.reduce((sum, predictor) => sum + (predictor.traffic ?? 0), 0);
    const [first] = deployment.predictors;
    if (live.length > 1 && total !== 100) {
      report({
        at: place(live),
        message: "wrongTotal",
        data: { count: live.length, total },
        related: live.map(predictor => ({
          at: predictor.at.key("traffic"),
          message: l10n.t`${predictor.name ?? l10n.t`Predictor ${predictor.index + 1}`} takes ${predictor.traffic ?? 0} %.`,
        })),
        fixes: rebalance(document, live),
      });
      return;
    }
    if (deployment.predictors.length === 1 && first && !first.isShadow) checkSingle(first, document, report);
    reportOutOfRange(deployment, live, report);
  },
});

type Report = DeploymentContext["report"];

function checkSingle(predictor: Predictor, document: YamlDocument, report: Report): void {
  const traffic = predictor.traffic ?? 0;
  if (traffic <= 0 || traffic >= 100) return;
  const at = predictor.at.key("traffic");
  report({
    at,
    message: "singlePartial",
    data: { traffic },
    fixes: [fix(l10n.t("Remove traffic: a single predictor gets all of it"), removeValue(document, at))],
  });
}

/** Two weights of 150 and -50 add up to 100, and a single predictor may even say 150: the webhook accepts both (S31 [ran]). */
function reportOutOfRange(deployment: Deployment, live: readonly Predictor[], report: Report): void {
  for (const predictor of live) {
    const traffic = predictor.traffic ?? 0;
    if (traffic >= 0 && traffic <= 100) continue;
    report({
      at: predictor.at.key("traffic"),
      message: "outOfRange",
      data: { traffic, count: deployment.predictors.length },
    });
  }
}

/** The last weight that is written, since that is most often the one just typed; else the list itself. */
function place(live: readonly Predictor[]): Predictor["at"] {
  const written = live.map(predictor => predictor.at.key("traffic")).findLast(traffic => traffic.exists);
  return written ?? live[0]?.at.parent ?? live[0]?.at.key("traffic") ?? missing();
}

function missing(): never {
  throw new Error("There is no predictor to point at.");
}

/** Which split is meant only the author knows, so these are suggestions. */
function rebalance(document: YamlDocument, live: readonly Predictor[]): readonly (FixProposal | undefined)[] {
  const [first, ...others] = live;
  if (!first) return [];
  const shareOfOthers = others.reduce((sum, predictor) => sum + (predictor.traffic ?? 0), 0);
  const valid = others.every(predictor => (predictor.traffic ?? 0) >= 0) && shareOfOthers <= 100;
  const name = first.name ?? l10n.t("the first predictor");
  const toFirst = valid ? setTraffic(document, [[first, 100 - shareOfOthers], ...absentAsZero(others)]) : undefined;
  const even = evenShares(live.length);
  return [
    suggestion(l10n.t`Give the rest to ${name}: ${100 - shareOfOthers} %`, toFirst),
    suggestion(
      l10n.t`Split evenly: ${even.join(", ")} %`,
      setTraffic(
        document,
        live.map((predictor, index) => [predictor, even[index] ?? 0] as const),
      ),
    ),
  ];
}

function absentAsZero(predictors: readonly Predictor[]): [Predictor, number][] {
  return predictors.flatMap((predictor): [Predictor, number][] =>
    predictor.traffic === undefined ? [[predictor, 0]] : [],
  );
}

/** Integers that add up to 100, the larger ones first. */
function evenShares(count: number): number[] {
  const share = Math.floor(100 / count);
  return Array.from({ length: count }, (_, index) => share + (index < 100 - share * count ? 1 : 0));
}

function setTraffic(document: YamlDocument, shares: readonly (readonly [Predictor, number])[]): Edits | undefined {
  const edits = shares.map(([predictor, share]) =>
    setValue(document, predictor.at.key("traffic"), share, { after: "name" }),
  );
  return edits.every(edit => edit !== undefined) ? edits.flat() : undefined;
}
