// The public face of predictions on the wire: senders, bursts, the files of requests, the gateway. No VS Code in it.
/** For features, which load all of this on first use only. */
export {
  burstCount,
  burstPlan,
  burstSummary,
  compareAnswers,
  comparisonReport,
  copyAs,
  copyForms,
  failureWords,
  feedbackRequest,
  inputExample,
  isSuccess,
  MOST_AT_ONCE,
  MOST_REQUESTS,
  predictorNamed,
  predictorShares,
  printValue,
  readAnswer,
  routerShares,
  shownAnswer,
  shownBurst,
  shownComparison,
  signatureOfMlmodel,
  skeleton,
  statusName,
  toleranceOf,
  yamlText,
  type CopyForm,
} from "../../domain/predict/index.ts";
export { runBurst, type Burst, type BurstOptions } from "./burst.ts";
export { findIngress } from "./find-ingress.ts";
export { readCaseFiles } from "./case-files.ts";
export { askSignature } from "./model-signature.ts";
export {
  prepareAll,
  prepareFirst,
  readDeployment,
  runTest,
  type CaseResult,
  type CaseRun,
  type PlanOptions,
  type RunTestOptions,
  type TestOutcome,
} from "./run-test.ts";
export { createSender, sendRequest, type SecretReader, type Sender, type SendOptions } from "./send-request.ts";
