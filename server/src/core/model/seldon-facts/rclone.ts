// What rclone 1.59 knows of the stores that the initializer copies from: backends, providers, options (failure-modes F10, F30).

/** Names that a remote's `TYPE` may have; all in lower case. */
export const RCLONE_TYPES: readonly string[] = [
  "s3",
  "google cloud storage",
  "gcs",
  "azureblob",
  "b2",
  "swift",
  "http",
  "sftp",
  "ftp",
  "webdav",
  "hdfs",
  "local",
  "alias",
  "crypt",
  "drive",
  "dropbox",
  "onedrive",
  "oos",
  "qingstor",
  "storj",
  "seafile",
  "box",
];

/** Providers of the s3 backend, in rclone's own spelling. */
export const RCLONE_PROVIDERS: readonly string[] = [
  "AWS",
  "Alibaba",
  "Ceph",
  "ChinaMobile",
  "Cloudflare",
  "ArvanCloud",
  "DigitalOcean",
  "Dreamhost",
  "HuaweiOBS",
  "IBMCOS",
  "IDrive",
  "LyveCloud",
  "Minio",
  "Netease",
  "RackCorp",
  "Scaleway",
  "SeaweedFS",
  "StackPath",
  "Storj",
  "TencentCOS",
  "Wasabi",
  "Other",
];

/** Providers for which rclone puts the bucket in front of the host, whatever FORCE_PATH_STYLE says (F10 [ran], rclone 1.60). */
export const VIRTUAL_HOST_PROVIDERS: readonly string[] = [
  "AWS",
  "Alibaba",
  "DigitalOcean",
  "Dreamhost",
  "HuaweiOBS",
  "LyveCloud",
  "Netease",
  "RackCorp",
  "Scaleway",
  "Storj",
  "TencentCOS",
  "Wasabi",
];

/** Options that public templates set and no backend has, and the one that was meant (F30). */
export const MISTAKEN_RCLONE_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["BUCKET_REGION", "REGION"],
  ["ACCESS_KEY", "ACCESS_KEY_ID"],
  ["KEY_ID", "ACCESS_KEY_ID"],
  ["ACCESS_ID", "ACCESS_KEY_ID"],
  ["SECRET_KEY", "SECRET_ACCESS_KEY"],
  ["ACCESS_SECRET_KEY", "SECRET_ACCESS_KEY"],
  ["SECRET", "SECRET_ACCESS_KEY"],
  ["ENDPOINT_URL", "ENDPOINT"],
  ["URL", "ENDPOINT"],
  ["PATH_STYLE", "FORCE_PATH_STYLE"],
]);

/** Options of the s3 backend that are set for models; a key that is nearly one of them was meant as it. */
export const RCLONE_S3_OPTIONS: readonly string[] = [
  "TYPE",
  "PROVIDER",
  "ENV_AUTH",
  "ACCESS_KEY_ID",
  "SECRET_ACCESS_KEY",
  "REGION",
  "ENDPOINT",
  "LOCATION_CONSTRAINT",
  "ACL",
  "SERVER_SIDE_ENCRYPTION",
  "STORAGE_CLASS",
  "SESSION_TOKEN",
  "PROFILE",
  "SHARED_CREDENTIALS_FILE",
  "FORCE_PATH_STYLE",
  "V2_AUTH",
  "NO_CHECK_BUCKET",
  "LIST_CHUNK",
  "LIST_VERSION",
  "UPLOAD_CONCURRENCY",
  "CHUNK_SIZE",
  "DISABLE_HTTP2",
];
