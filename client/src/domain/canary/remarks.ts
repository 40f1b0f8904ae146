// What is odd about a split, in sentences for a tooltip, a hover or a preview.
import * as l10n from "@vscode/l10n";
import { ingressName, percentWords, unfaithfulShares, type IngressTarget } from "./ingress.ts";
import { livePredictors, type Split } from "./split.ts";

export type RemarkKind =
  | "no-ingress"
  | "wrong-sum"
  | "out-of-range"
  | "partial-single"
  | "main-beside-shadow"
  | "absent"
  | "zero-gets-part"
  | "zero-stays"
  | "shadow-gets-all"
  | "shadow-gets-nothing";

export interface SplitRemark {
  readonly kind: RemarkKind;
  /** The predictor that it is about; absent where it is about all. */
  readonly predictor?: string;
  /** Whether the split will not do what it says, or be refused. */
  readonly isTrap: boolean;
  /** Full sentences. */
  readonly words: string;
}

/** Everything that somebody should know who believes the numbers of a split. @param target who routes */
export function splitRemarks(split: Split, target: IngressTarget): readonly SplitRemark[] {
  return [
    ...ingressRemarks(split, target),
    ...sumRemarks(split),
    ...absentRemarks(split),
    ...zeroRemarks(split, target),
    ...shadowRemarks(split, target),
  ];
}

function ingressRemarks(split: Split, target: IngressTarget): SplitRemark[] {
  if (target !== "none" || split.length < 2) return [];
  return [
    {
      ...{ kind: "no-ingress", isTrap: true },
      words: l10n.t(
        "Without an ingress the split has no effect: nobody shares requests out, and each predictor's own Service gets what is sent to it (S42).",
      ),
    },
  ];
}

/** The webhook looks at the sum only, and not at all beside one shadow (seldon-facts §2.2, R20, R21; S31, F56). */
function sumRemarks(split: Split): SplitRemark[] {
  const live = livePredictors(split);
  const [only] = live;
  const sum = live.reduce((total, { traffic = 0 }) => total + traffic, 0);
  const remarks: SplitRemark[] = live.flatMap(({ name, traffic = 0 }) =>
    traffic >= 0 && traffic <= 100
      ? []
      : [
          {
            ...{ kind: "out-of-range", predictor: name, isTrap: true },
            words: l10n.t`No gateway can give ${name} a share of ${traffic} %. The webhook lets it pass where the sum is right.`,
          },
        ],
  );
  if (live.length > 1 && sum !== 100) {
    const words = l10n.t`The shares add up to ${sum}, not 100. The webhook refuses this: "Traffic must sum to 100 for multiple predictors".`;
    remarks.push({ kind: "wrong-sum", isTrap: true, words });
  }
  const traffic = only?.traffic ?? 0;
  if (only === undefined || live.length > 1 || traffic <= 0 || traffic >= 100) return remarks;
  const isAlone = split.length === 1;
  remarks.push({
    kind: isAlone ? "partial-single" : "main-beside-shadow",
    predictor: only.name,
    isTrap: true,
    words: isAlone
      ? l10n.t`${only.name} is the only predictor and says ${traffic} %. The webhook refuses this: "Traffic must sum be 100 for a single predictor when set".`
      : l10n.t`${only.name} gets 100 % of the requests, not ${traffic} %: a shadow takes no share.`,
  });
  return remarks;
}

function absentRemarks(split: Split): SplitRemark[] {
  const live = livePredictors(split);
  if (live.length < 2) return [];
  return live.flatMap(({ name, traffic }): SplitRemark[] =>
    traffic === undefined
      ? [
          {
            kind: "absent",
            predictor: name,
            isTrap: false,
            words: l10n.t`${name} has no \`traffic\`, which counts as 0.`,
          },
        ]
      : [],
  );
}

/** @param target who routes; what 0 does there (seldon-facts §5.6, F20) */
function zeroRemarks(split: Split, target: IngressTarget): SplitRemark[] {
  const live = livePredictors(split);
  const wrong = unfaithfulShares(split, target);
  const trapped = new Set(wrong.map(({ predictor }) => predictor));
  const traps = wrong.map(({ predictor, percent = 0, asked }): SplitRemark => ({
    ...{ kind: "zero-gets-part", predictor, isTrap: true },
    words: l10n.t`${predictor} is to get ${asked} % and will get ${percentWords(percent)}: ${ingressName(target)} leaves out a weight of 0, and what has no weight shares evenly what is left. Remove the predictor that is to get nothing, instead of setting it to 0 (F20).`,
  }));
  if (live.length < 2 || target === "none") return traps;
  const idle = live.filter(({ name, traffic = 0 }) => traffic === 0 && !trapped.has(name));
  return [
    ...traps,
    ...idle.map(({ name }): SplitRemark => ({
      ...{ kind: "zero-stays", predictor: name, isTrap: false },
      words:
        target === "unknown"
          ? l10n.t`${name} gets 0 %. Istio and Ambassador v2 give it no requests then; Ambassador v1 may give it an equal share (F20).`
          : l10n.t`${name} gets 0 %: its pods keep running and get no requests.`,
    })),
  ];
}

/** A shadow's \`traffic\` is the part of the requests that is copied; what absent means depends (seldon-facts §5.5, §5.6). */
function shadowRemarks(split: Split, target: IngressTarget): SplitRemark[] {
  return split.flatMap(({ name, isShadow, traffic = 0 }): SplitRemark[] => {
    if (!isShadow || traffic !== 0) return [];
    if (target === "istio") {
      const words = l10n.t`The shadow ${name} says no share, and Istio then copies every request to it.`;
      return [{ kind: "shadow-gets-all", predictor: name, isTrap: false, words }];
    }
    if (target !== "ambassador-v2") return [];
    const words = l10n.t`The shadow ${name} says no share, and Ambassador v2 then copies nothing to it. Set its \`traffic\` to 100.`;
    return [{ kind: "shadow-gets-nothing", predictor: name, isTrap: true, words }];
  });
}
