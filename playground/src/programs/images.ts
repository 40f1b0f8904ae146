// Reads image references, and says which of Seldon's images there are.

interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** Without registry: `seldonio/sklearnserver`. */
  readonly repository: string;
  /** `latest` where none is written. */
  readonly tag: string;
}

/** Takes an image reference apart as container runtimes do: the first part is a registry if it looks like a host. */
export function readImage(image: string): ImageReference {
  const [named = ""] = image.split("@", 1);
  const [, name = named, tag = "latest"] = /^(.*?)(?::([\w.-]+))?$/.exec(named) ?? [];
  const [first = "", ...rest] = name.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  return isHost
    ? { registry: first, repository: rest.join("/"), tag }
    : { registry: "docker.io", repository: rest.length === 0 ? `library/${name}` : name, tag };
}

/** Whether a tag of Seldon's is at least `major.minor`; tags that are no version count as new. */
export function isAtLeast(tag: string, major: number, minor: number): boolean {
  const version = /^v?(\d+)\.(\d+)/.exec(tag);
  if (version === null) return true;
  const [, first = "0", second = "0"] = version;
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}

/**
 * Repositories of `seldonio` on Docker Hub, as far as Seldon's charts, documentation and samples name them (seldon-facts §3.1,
 * failure-modes S36). Names that end in `_rest` or `_grpc` are old forms of the ones here. Others fail to be pulled.
 */
const RELEASED = words(`
  seldon-core-operator seldon-core-executor rclone-storage-initializer alibiexplainer alibi-detect-server
  seldon-request-logger sklearnserver xgboostserver mlflowserver tfserving-proxy mock_classifier
`);
const OTHERS = words(`
  mlserver engine storage-initializer kubectl seldon-batch-processor core-python-wrapper
  seldon-core-s2i-python36 seldon-core-s2i-python37 seldon-core-s2i-python38 seldon-core-s2i-python38-ubi8 seldon-core-s2i-r
  mock_transformer mock_preprocessor mean_classifier meanclassifier mean_transformer fixed-model echo-model gomodel simple-cpp
  testmodel testmodel_non200 testcombiner testtransformer testrouter seldontest_predict seldontest_predict_raw
  test_tags_one test_tags_two test_tags_combiner test_metadata_modelmetadata test_metadata_manifestmetadata
  model-with-metrics credit_default_rf_model credit_default_xgb_model mab_epsilon_greedy mab_thompson_sampling keras_cifar10
  irisclassifier iris-sklearn sklearn-iris sk-example-mnist deep_mnist deep-mnist reddit-classifier statsmodel-holts
  imagenet-transformer outlier-vae-model outlier-if-model outlier-mahalanobis-model outliers-combiner load-tester
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The repository's last part, without the ending that said which API an old image speaks. */
export function imageName({ repository }: ImageReference): string {
  return (repository.split("/").at(-1) ?? "").replace(/_(?:rest|grpc)$/, "");
}

/** Whether the registry has an image. Only what Seldon publishes is known; of other images a telling name says that it is missing. */
export function isPublished(reference: ImageReference): boolean {
  const { repository, tag } = reference;
  if (/does-not-exist|not-found|no-such|nonexistent/.test(`${repository}:${tag}`)) return false;
  if (!repository.startsWith("seldonio/")) return true;
  const name = imageName(reference);
  // Seldon Core 1 has releases up to 1.19; their snapshots end in -dev.
  if (RELEASED.has(name)) return /^(?:latest|[01]\.(?:1?\d)(?:\.\d+)?(?:-.+)?)$/.test(tag);
  return OTHERS.has(name);
}
