// Repositories below `seldonio/` on Docker Hub, as far as Seldon's own documentation, charts, samples and tests name them.

/** Repositories that are known not to exist although people write them, with what they mean (S36). */
export const MISTAKEN_IMAGES: Readonly<Record<string, string>> = {
  // The folder with the source of the explainer's image.
  "alibi-explain-server": "alibiexplainer",
};

const CORE = `
  seldon-core-operator seldon-core-executor engine apife cluster-manager rclone-storage-initializer storage-initializer
  alibiexplainer alibi-detect-server seldon-request-logger mlserver kubectl seldon-batch-processor
`;

const SERVERS = `
  sklearnserver sklearnserver_rest sklearnserver_grpc xgboostserver xgboostserver_rest xgboostserver_grpc
  mlflowserver mlflowserver_rest mlflowserver_grpc tfserving-proxy tfserving-proxy_rest tfserving-proxy_grpc
  nvidia-inference-server-proxy sagemaker-proxy
`;

const WRAPPERS = `
  core-python-wrapper seldon-core-s2i-python2 seldon-core-s2i-python3 seldon-core-s2i-python36 seldon-core-s2i-python37
  seldon-core-s2i-python38 seldon-core-s2i-python36-gpu seldon-core-s2i-python37-gpu seldon-core-s2i-python38-gpu
  seldon-core-s2i-python36-ubi8 seldon-core-s2i-python37-ubi8 seldon-core-s2i-python38-ubi8
  seldon-core-s2i-python37-ubi8-gpu seldon-core-s2i-python38-ubi8-gpu seldon-core-s2i-python3-tf-gpu
  seldon-core-s2i-python3-ngraph-onnx seldon-core-s2i-openvino seldon-core-s2i-java-build seldon-core-s2i-java-runtime
  seldon-core-s2i-r seldon-core-s2i-nodejs s2i-cpp-build conda-ubi8 python-builder
`;

const SAMPLES = `
  mock_classifier mock_classifier_rest mock_classifier_grpc mock_transformer mock_preprocessor mean_classifier meanclassifier
  mean_transformer fixed-model echo-model gomodel simple-cpp testmodel testmodel_non200 testcombiner testtransformer testrouter
  seldontest_predict seldontest_predict_raw test_tags_one_rest test_tags_one_grpc test_tags_two_rest test_tags_two_grpc
  test_tags_combiner_rest test_tags_combiner_grpc test_metadata_modelmetadata_rest test_metadata_modelmetadata_grpc
  test_metadata_manifestmetadata_rest test_metadata_manifestmetadata_grpc model-with-metrics
  credit_default_rf_model credit_default_xgb_model mab_epsilon_greedy mab_epsilon_greedy_rest mab_epsilon_greedy_grpc
  mab_thompson_sampling keras_cifar10 irisclassifier iris-sklearn sklearn-iris sk-example-mnist deep_mnist deep-mnist
  deep_mnist_webapp mnist-caffe2-transformer reddit-classifier statsmodel-holts imagenet-transformer
  openvino-demo-transformer openvino-demo-combiner node-image-classifier h2o-test
  outlier-vae-model outlier-vae-tranformer outlier-s2s-lstm-model outlier-s2s-lstm-transformer outlier-s2s-lstm-tranformer
  outlier-if-model outlier-if-transformer outlier-if-tranformer outlier-mahalanobis-model outlier-mahalanobis-transformer
  outlier-mahalanobis-tranformer outliers-combiner outlier_mahalanobis outlier_isolation_forest outlier_vae
  locust-core load-tester
`;

/** Names of the repositories. Docker Hub may well hold more: a name that is missing here is a doubt, not a proof. */
export const PUBLISHED_IMAGES: ReadonlySet<string> = new Set(
  [CORE, SERVERS, WRAPPERS, SAMPLES].flatMap(names => names.trim().split(/\s+/)),
);
