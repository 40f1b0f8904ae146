// Values of rclone's options as Go reads them from the environment ([ran]: `fmt.Sscanln`, one value and the end of the line).

/** The s3 backend's booleans in the order in which rclone reads them, so that the first wrong one is the one it names. */
export const S3_TYPED_OPTIONS: readonly (readonly [option: string, type: "bool" | "int" | "int64"])[] = [
  ["env_auth", "bool"],
  ["requester_pays", "bool"],
  ["disable_checksum", "bool"],
  ["upload_concurrency", "int"],
  ["force_path_style", "bool"],
  ["v2_auth", "bool"],
  ["use_accelerate_endpoint", "bool"],
  ["leave_parts_on_error", "bool"],
  ["list_chunk", "int64"],
  ["list_version", "int"],
  ["no_check_bucket", "bool"],
  ["no_head", "bool"],
  ["no_head_object", "bool"],
  ["memory_pool_use_mmap", "bool"],
  ["disable_http2", "bool"],
];

/**
 * An empty value is false, and so is any single letter but t: Go takes what is no digit and no t or f for false and
 * stumbles over a second letter only.
 * @returns `undefined` where rclone ends with "couldn't parse config item"
 */
export function readBoolean(text: string): boolean | undefined {
  if (text === "") return false;
  const word =
    /^[ \t]*(1|0|t(?:rue|RUE)?|T(?:rue|RUE)?|f(?:alse|ALSE)?|F(?:alse|ALSE)?|[^\s01tTfF])[ \t\r]*(?:\n|$)/.exec(
      text,
    )?.[1];
  return word === undefined ? undefined : /^[1tT]/.test(word);
}

/** @returns `undefined` where rclone ends with "couldn't parse config item" */
export function readInteger(text: string): number | undefined {
  if (text === "") return 0;
  const digits = /^[ \t]*([+-]?\d+)[ \t\r]*(?:\n|$)/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
