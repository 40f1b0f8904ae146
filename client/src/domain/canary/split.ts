// The split of a SeldonDeployment as data: which predictor is to get how many percent of the requests.

/** A predictor, as far as the split goes. */
export interface SplitPredictor {
  readonly name: string;
  /** As written; undefined where it is absent, which counts as 0 (seldon-facts §1.3). */
  readonly traffic: number | undefined;
  /** Shadows get copies of requests and count in no sum (seldon-facts §11.6). */
  readonly isShadow: boolean;
}

/** All predictors in the order of the manifest, which decides who is first and so what Ambassador does (seldon-facts §5.6). */
export type Split = readonly SplitPredictor[];

/** The split that the predictors of a manifest or of a live object ask for. */
export function splitOf(
  predictors: readonly { readonly name: string; readonly traffic?: number | undefined; readonly shadow?: boolean }[],
): Split {
  return predictors.map(({ name, traffic, shadow }) => ({ name, traffic, isShadow: shadow === true }));
}

/** The predictors that share the requests: all but shadows. */
export function livePredictors(split: Split): readonly SplitPredictor[] {
  return split.filter(predictor => !predictor.isShadow);
}

/** The first predictor that is no shadow, unless another one is named. Undefined where there is none or no such name. */
export function mainPredictor(split: Split, named?: string): SplitPredictor | undefined {
  const live = livePredictors(split);
  return named === undefined ? live[0] : live.find(({ name }) => name === named);
}

export interface Share {
  readonly predictor: string;
  /** Percent of the requests, 0 to 100; undefined where nobody can say. */
  readonly percent: number | undefined;
}

/** What the manifest asks for. An only predictor gets everything, whatever it says (seldon-facts §2.2). */
export function desiredShares(split: Split): readonly (Share & { readonly percent: number })[] {
  const live = livePredictors(split);
  return live.map(({ name, traffic }) => ({ predictor: name, percent: live.length === 1 ? 100 : (traffic ?? 0) }));
}

/** Whether two splits name the same predictors in the same roles and ask for the same shares; absent is the same as 0. */
export function isSameSplit(a: Split, b: Split): boolean {
  const texts = [a, b].map(split =>
    livePredictors(split)
      .map(({ name, traffic }) => `${name}/${traffic ?? 0}`)
      .sort()
      .join("\n"),
  );
  return texts[0] === texts[1];
}

/** Such as `main 90 %, canary 10 %`; shadows are left out. */
export function splitWords(split: Split): string {
  return desiredShares(split)
    .map(({ predictor, percent }) => `${predictor} ${percent} %`)
    .join(", ");
}
