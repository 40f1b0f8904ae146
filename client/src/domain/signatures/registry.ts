// All signatures, by id. A test fails where a folder is missing here.
import type { Signature } from "./signature.ts";
import { abtestWithOneChild } from "./abtest-with-one-child/signature.ts";
import { accessDenied } from "./access-denied/signature.ts";
import { accessKeyUnknown } from "./access-key-unknown/signature.ts";
import { addressInUse } from "./address-in-use/signature.ts";
import { annotationNotANumber } from "./annotation-not-a-number/signature.ts";
import { askedToEnd } from "./asked-to-end/signature.ts";
import { autoscalerTargetMissing } from "./autoscaler-target-missing/signature.ts";
import { autoscalerWithoutRequest } from "./autoscaler-without-request/signature.ts";
import { boto3Missing } from "./boto3-missing/signature.ts";
import { bucketInHostName } from "./bucket-in-host-name/signature.ts";
import { bucketNotFound } from "./bucket-not-found/signature.ts";
import { bucketNotFoundByBoto } from "./bucket-not-found-by-boto/signature.ts";
import { cacheFolderNotWritable } from "./cache-folder-not-writable/signature.ts";
import { claimNameEmpty } from "./claim-name-empty/signature.ts";
import { claimNotFound } from "./claim-not-found/signature.ts";
import { claimPathNotFound } from "./claim-path-not-found/signature.ts";
import { clockSkew } from "./clock-skew/signature.ts";
import { columnsMissing } from "./columns-missing/signature.ts";
import { commandNotExecutable } from "./command-not-executable/signature.ts";
import { condaOffline } from "./conda-offline/signature.ts";
import { condaSolveFailed } from "./conda-solve-failed/signature.ts";
import { configFileNotFound } from "./config-file-not-found/signature.ts";
import { configFolderNotMade } from "./config-folder-not-made/signature.ts";
import { configMapNotFound } from "./config-map-not-found/signature.ts";
import { containerWithoutImage } from "./container-without-image/signature.ts";
import { copyWithoutSource } from "./copy-without-source/signature.ts";
import { crashedInNativeCode } from "./crashed-in-native-code/signature.ts";
import { dependencyMismatch } from "./dependency-mismatch/signature.ts";
import { deploymentNotOurs } from "./deployment-not-ours/signature.ts";
import { disruptionBudgetBoth } from "./disruption-budget-both/signature.ts";
import { downloadEndedWithoutError } from "./download-ended-without-error/signature.ts";
import { duplicateModelVolume } from "./duplicate-model-volume/signature.ts";
import { endedWithError } from "./ended-with-error/signature.ts";
import { endpointIsLocalhost } from "./endpoint-is-localhost/signature.ts";
import { entryPointFailed } from "./entry-point-failed/signature.ts";
import { environmentNotBuilt } from "./environment-not-built/signature.ts";
import { executorAnnotationsUnreadable } from "./executor-annotations-unreadable/signature.ts";
import { executorImageNotSet } from "./executor-image-not-set/signature.ts";
import { executorOutOfMemory } from "./executor-out-of-memory/signature.ts";
import { executorPortTaken } from "./executor-port-taken/signature.ts";
import { executorTimeoutNotANumber } from "./executor-timeout-not-a-number/signature.ts";
import { explainerImageNotPublished } from "./explainer-image-not-published/signature.ts";
import { explainerOfOtherVersion } from "./explainer-of-other-version/signature.ts";
import { explainerTypeNotKnown } from "./explainer-type-not-known/signature.ts";
import { explainerTypeRefused } from "./explainer-type-refused/signature.ts";
import { explainerWithoutModel } from "./explainer-without-model/signature.ts";
import { filesAlreadyThere } from "./files-already-there/signature.ts";
import { gatewayRefuses } from "./gateway-refuses/signature.ts";
import { gatewayTimeout } from "./gateway-timeout/signature.ts";
import { gpuRequestNotLimit } from "./gpu-request-not-limit/signature.ts";
import { halfAKeyPair } from "./half-a-key-pair/signature.ts";
import { huggingfaceSettingsWrong } from "./huggingface-settings-wrong/signature.ts";
import { imageNotPulled } from "./image-not-pulled/signature.ts";
import { ingressKindsMissing } from "./ingress-kinds-missing/signature.ts";
import { initializerOutOfMemory } from "./initializer-out-of-memory/signature.ts";
import { initializerSourceMissing } from "./initializer-source-missing/signature.ts";
import { initializerVolumeMissing } from "./initializer-volume-missing/signature.ts";
import { kafkaArgumentMissing } from "./kafka-argument-missing/signature.ts";
import { keyNotInSecret } from "./key-not-in-secret/signature.ts";
import { killed } from "./killed/signature.ts";
import { killedWhileCondaRuns } from "./killed-while-conda-runs/signature.ts";
import { kubernetesTooNewOrOld } from "./kubernetes-too-new-or-old/signature.ts";
import { libraryMissing } from "./library-missing/signature.ts";
import { libraryMissingInMlserver } from "./library-missing-in-mlserver/signature.ts";
import { lineBreakInSecret } from "./line-break-in-secret/signature.ts";
import { livenessProbeFails } from "./liveness-probe-fails/signature.ts";
import { livenessProbeKilled } from "./liveness-probe-killed/signature.ts";
import { livenessProbeRefusedByMesh } from "./liveness-probe-refused-by-mesh/signature.ts";
import { localhostRefusedInPython } from "./localhost-refused-in-python/signature.ts";
import { loggerSinkNotFound } from "./logger-sink-not-found/signature.ts";
import { memoryLimitTooSmallToStart } from "./memory-limit-too-small-to-start/signature.ts";
import { memoryRanOutInConda } from "./memory-ran-out-in-conda/signature.ts";
import { messageTooLarge } from "./message-too-large/signature.ts";
import { mlmodelEnvIsMapping } from "./mlmodel-env-is-mapping/signature.ts";
import { mlmodelFlavorsEmpty } from "./mlmodel-flavors-empty/signature.ts";
import { mlmodelMissing } from "./mlmodel-missing/signature.ts";
import { mlserverModelNotLoaded } from "./mlserver-model-not-loaded/signature.ts";
import { modelFileMissing } from "./model-file-missing/signature.ts";
import { modelNotLoadedYet } from "./model-not-loaded-yet/signature.ts";
import { modelOutOfMemory } from "./model-out-of-memory/signature.ts";
import { modelRepositoryLayout } from "./model-repository-layout/signature.ts";
import { modelUriIsALocalPath } from "./model-uri-is-a-local-path/signature.ts";
import { nameNotResolved } from "./name-not-resolved/signature.ts";
import { nameTooLongOrInvalid } from "./name-too-long-or-invalid/signature.ts";
import { noArtifactForMlserver } from "./no-artifact-for-mlserver/signature.ts";
import { noCondaInMlmodel } from "./no-conda-in-mlmodel/signature.ts";
import { noCredentials } from "./no-credentials/signature.ts";
import { noHealthyUpstream } from "./no-healthy-upstream/signature.ts";
import { noImageForV2 } from "./no-image-for-v2/signature.ts";
import { noIngressObjects } from "./no-ingress-objects/signature.ts";
import { noNodeFits } from "./no-node-fits/signature.ts";
import { noPackedEnvironment } from "./no-packed-environment/signature.ts";
import { noPlaceForExecutor } from "./no-place-for-executor/signature.ts";
import { noPythonFunctionFlavor } from "./no-python-function-flavor/signature.ts";
import { noRoute } from "./no-route/signature.ts";
import { nodeDiskFull } from "./node-disk-full/signature.ts";
import { nothingToTransfer } from "./nothing-to-transfer/signature.ts";
import { oneFileWithoutExtension } from "./one-file-without-extension/signature.ts";
import { openapiNotFilled } from "./openapi-not-filled/signature.ts";
import { optionNotABoolean } from "./option-not-a-boolean/signature.ts";
import { packedEnvironmentBroken } from "./packed-environment-broken/signature.ts";
import { panickedOrMisused } from "./panicked-or-misused/signature.ts";
import { parameterNotKnown } from "./parameter-not-known/signature.ts";
import { parameterValueWrong } from "./parameter-value-wrong/signature.ts";
import { patchPathMissing } from "./patch-path-missing/signature.ts";
import { permissionDenied } from "./permission-denied/signature.ts";
import { pickleOfOtherVersion } from "./pickle-of-other-version/signature.ts";
import { pipNameSklearn } from "./pip-name-sklearn/signature.ts";
import { pipStepFailed } from "./pip-step-failed/signature.ts";
import { plainHttpToTls } from "./plain-http-to-tls/signature.ts";
import { podValueRefused } from "./pod-value-refused/signature.ts";
import { portTaken } from "./port-taken/signature.ts";
import { predictRaised } from "./predict-raised/signature.ts";
import { probeWithoutHandler } from "./probe-without-handler/signature.ts";
import { progressDeadlinePassed } from "./progress-deadline-passed/signature.ts";
import { protobufClash } from "./protobuf-clash/signature.ts";
import { providerNotKnown } from "./provider-not-known/signature.ts";
import { quantityNotUnderstood } from "./quantity-not-understood/signature.ts";
import { quotaOrLimitRange } from "./quota-or-limit-range/signature.ts";
import { readinessProbeFails } from "./readiness-probe-fails/signature.ts";
import { remoteNotDefined } from "./remote-not-defined/signature.ts";
import { remoteTypeNotKnown } from "./remote-type-not-known/signature.ts";
import { remoteTypeWithLineBreak } from "./remote-type-with-line-break/signature.ts";
import { requestLogQueueFull } from "./request-log-queue-full/signature.ts";
import { requestNotUnderstood } from "./request-not-understood/signature.ts";
import { restartBackOff } from "./restart-back-off/signature.ts";
import { sandboxChanged } from "./sandbox-changed/signature.ts";
import { schemeIsNoRemote } from "./scheme-is-no-remote/signature.ts";
import { secretKeyWrong } from "./secret-key-wrong/signature.ts";
import { secretNotFound } from "./secret-not-found/signature.ts";
import { securityPolicy } from "./security-policy/signature.ts";
import { seldonKindMissing } from "./seldon-kind-missing/signature.ts";
import { serverNotInConfig } from "./server-not-in-config/signature.ts";
import { serviceAccountNotFound } from "./service-account-not-found/signature.ts";
import { serviceAccountNotListed } from "./service-account-not-listed/signature.ts";
import { sourceNotFound } from "./source-not-found/signature.ts";
import { sourceNotReadable } from "./source-not-readable/signature.ts";
import { storeCertificateNotTrusted } from "./store-certificate-not-trusted/signature.ts";
import { storeHostNotFound } from "./store-host-not-found/signature.ts";
import { storeNotReachable } from "./store-not-reachable/signature.ts";
import { tlsToPlainHttp } from "./tls-to-plain-http/signature.ts";
import { trafficRefused } from "./traffic-refused/signature.ts";
import { unitAnsweredBadly } from "./unit-answered-badly/signature.ts";
import { unitNotListening } from "./unit-not-listening/signature.ts";
import { unitWithoutContainer } from "./unit-without-container/signature.ts";
import { unpickledFromOtherVersion } from "./unpickled-from-other-version/signature.ts";
import { volumeNotMounted } from "./volume-not-mounted/signature.ts";
import { volumeOnAnotherNode } from "./volume-on-another-node/signature.ts";
import { waitsForItsConfig } from "./waits-for-its-config/signature.ts";
import { waitsForItsImage } from "./waits-for-its-image/signature.ts";
import { webhookCertificateExpired } from "./webhook-certificate-expired/signature.ts";
import { webhookUnreachable } from "./webhook-unreachable/signature.ts";
import { workerTimeout } from "./worker-timeout/signature.ts";
import { wrongArchitecture } from "./wrong-architecture/signature.ts";

export const SIGNATURES: readonly Signature[] = [
  abtestWithOneChild,
  accessDenied,
  accessKeyUnknown,
  addressInUse,
  annotationNotANumber,
  askedToEnd,
  autoscalerTargetMissing,
  autoscalerWithoutRequest,
  boto3Missing,
  bucketInHostName,
  bucketNotFound,
  bucketNotFoundByBoto,
  cacheFolderNotWritable,
  claimNameEmpty,
  claimNotFound,
  claimPathNotFound,
  clockSkew,
  columnsMissing,
  commandNotExecutable,
  condaOffline,
  condaSolveFailed,
  configFileNotFound,
  configFolderNotMade,
  configMapNotFound,
  containerWithoutImage,
  copyWithoutSource,
  crashedInNativeCode,
  dependencyMismatch,
  deploymentNotOurs,
  disruptionBudgetBoth,
  downloadEndedWithoutError,
  duplicateModelVolume,
  endedWithError,
  endpointIsLocalhost,
  entryPointFailed,
  environmentNotBuilt,
  executorAnnotationsUnreadable,
  executorImageNotSet,
  executorOutOfMemory,
  executorPortTaken,
  executorTimeoutNotANumber,
  explainerImageNotPublished,
  explainerOfOtherVersion,
  explainerTypeNotKnown,
  explainerTypeRefused,
  explainerWithoutModel,
  filesAlreadyThere,
  gatewayRefuses,
  gatewayTimeout,
  gpuRequestNotLimit,
  halfAKeyPair,
  huggingfaceSettingsWrong,
  imageNotPulled,
  ingressKindsMissing,
  initializerOutOfMemory,
  initializerSourceMissing,
  initializerVolumeMissing,
  kafkaArgumentMissing,
  keyNotInSecret,
  killed,
  killedWhileCondaRuns,
  kubernetesTooNewOrOld,
  libraryMissing,
  libraryMissingInMlserver,
  lineBreakInSecret,
  livenessProbeFails,
  livenessProbeKilled,
  livenessProbeRefusedByMesh,
  localhostRefusedInPython,
  loggerSinkNotFound,
  memoryLimitTooSmallToStart,
  memoryRanOutInConda,
  messageTooLarge,
  mlmodelEnvIsMapping,
  mlmodelFlavorsEmpty,
  mlmodelMissing,
  mlserverModelNotLoaded,
  modelFileMissing,
  modelNotLoadedYet,
  modelOutOfMemory,
  modelRepositoryLayout,
  modelUriIsALocalPath,
  nameNotResolved,
  nameTooLongOrInvalid,
  noArtifactForMlserver,
  noCondaInMlmodel,
  noCredentials,
  noHealthyUpstream,
  noImageForV2,
  noIngressObjects,
  noNodeFits,
  noPackedEnvironment,
  noPlaceForExecutor,
  noPythonFunctionFlavor,
  noRoute,
  nodeDiskFull,
  nothingToTransfer,
  oneFileWithoutExtension,
  openapiNotFilled,
  optionNotABoolean,
  packedEnvironmentBroken,
  panickedOrMisused,
  parameterNotKnown,
  parameterValueWrong,
  patchPathMissing,
  permissionDenied,
  pickleOfOtherVersion,
  pipNameSklearn,
  pipStepFailed,
  plainHttpToTls,
  podValueRefused,
  portTaken,
  predictRaised,
  probeWithoutHandler,
  progressDeadlinePassed,
  protobufClash,
  providerNotKnown,
  quantityNotUnderstood,
  quotaOrLimitRange,
  readinessProbeFails,
  remoteNotDefined,
  remoteTypeNotKnown,
  remoteTypeWithLineBreak,
  requestLogQueueFull,
  requestNotUnderstood,
  restartBackOff,
  sandboxChanged,
  schemeIsNoRemote,
  secretKeyWrong,
  secretNotFound,
  securityPolicy,
  seldonKindMissing,
  serverNotInConfig,
  serviceAccountNotFound,
  serviceAccountNotListed,
  sourceNotFound,
  sourceNotReadable,
  storeCertificateNotTrusted,
  storeHostNotFound,
  storeNotReachable,
  tlsToPlainHttp,
  trafficRefused,
  unitAnsweredBadly,
  unitNotListening,
  unitWithoutContainer,
  unpickledFromOtherVersion,
  volumeNotMounted,
  volumeOnAnotherNode,
  waitsForItsConfig,
  waitsForItsImage,
  webhookCertificateExpired,
  webhookUnreachable,
  workerTimeout,
  wrongArchitecture,
];
