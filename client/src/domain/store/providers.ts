// How rclone 1.59 asks the S3 providers it knows (`setQuirks`; each line [ran], except that 1.60 knows IONOS and Qiniu, too).

export interface ProviderHabits {
  /** Whether the bucket may stand in the path; else it stands in front of the host, whatever FORCE_PATH_STYLE says (F10). */
  readonly allowsPathStyle: boolean;
  readonly listVersion: 1 | 2;
}

const PATH_OLD: ProviderHabits = { allowsPathStyle: true, listVersion: 1 };
const PATH_NEW: ProviderHabits = { allowsPathStyle: true, listVersion: 2 };
const HOST_OLD: ProviderHabits = { allowsPathStyle: false, listVersion: 1 };
const HOST_NEW: ProviderHabits = { allowsPathStyle: false, listVersion: 2 };

const PROVIDERS: ReadonlyMap<string, ProviderHabits> = new Map([
  ["AWS", HOST_NEW],
  ["Alibaba", HOST_NEW],
  ["ArvanCloud", PATH_OLD],
  ["Ceph", PATH_OLD],
  ["ChinaMobile", PATH_OLD],
  ["Cloudflare", PATH_NEW],
  ["DigitalOcean", HOST_NEW],
  ["Dreamhost", HOST_NEW],
  ["HuaweiOBS", HOST_OLD],
  ["IBMCOS", PATH_OLD],
  ["IDrive", PATH_NEW],
  ["LyveCloud", HOST_NEW],
  ["Minio", PATH_NEW],
  ["Netease", HOST_OLD],
  ["Other", PATH_OLD],
  ["RackCorp", HOST_NEW],
  ["Scaleway", HOST_NEW],
  ["SeaweedFS", PATH_OLD],
  ["StackPath", PATH_OLD],
  ["Storj", HOST_NEW],
  ["TencentCOS", HOST_OLD],
  ["Wasabi", HOST_NEW],
]);

/** @returns `undefined` for a name that rclone does not know in this spelling; it then does as for `Other` (S05) */
export function providerHabits(name: string): ProviderHabits | undefined {
  return PROVIDERS.get(name);
}

export const UNKNOWN_PROVIDER: ProviderHabits = PATH_OLD;

/** Whether the provider has no servers at Amazon, so that an endpoint is needed (F10). */
export function needsEndpoint(name: string): boolean {
  const known = Array.from(PROVIDERS.keys()).find(provider => provider.toLowerCase() === name.trim().toLowerCase());
  return known !== undefined && known !== "AWS" && known !== "Other";
}

/** Backends of rclone 1.59; a TYPE is one of them to the letter ([ran]: `S3` and `minio` are none). */
export const BACKENDS: ReadonlySet<string> = new Set([
  ..."alias azureblob b2 box cache chunker combine compress crypt drive dropbox fichier filefabric ftp".split(" "),
  ..."gcs gphotos hasher hdfs hidrive http internetarchive jottacloud koofr local mailru mega memory".split(" "),
  ..."netstorage onedrive opendrive pcloud premiumizeme putio qingstor s3 seafile sftp sharefile sia".split(" "),
  ..."storj sugarsync swift tardigrade union uptobox webdav yandex zoho".split(" "),
  "google cloud storage",
  "googlecloudstorage",
  "google photos",
  "googlephotos",
]);
