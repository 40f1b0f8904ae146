// S3's errors: their codes, statuses and words, as MinIO and AWS answer them.

export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The region that a request should have been signed for. */
  readonly region?: string;
}

const ERRORS = {
  AccessDenied: [403, "Access Denied."],
  AuthorizationHeaderMalformed: [400, "The authorization header is malformed."],
  AuthorizationQueryParametersError: [400, "Query-string authentication parameters are malformed."],
  BadDigest: [400, "The Content-Md5 you specified did not match what we received."],
  BucketAlreadyOwnedByYou: [409, "Your previous request to create the named bucket succeeded and you already own it."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed object size."],
  IncompleteBody: [400, "You did not provide the number of bytes specified by the Content-Length HTTP header."],
  InvalidAccessKeyId: [403, "The Access Key Id you provided does not exist in our records."],
  InvalidArgument: [400, "Invalid Argument"],
  InvalidRange: [416, "The requested range is not satisfiable"],
  InvalidTokenId: [403, "The security token included in the request is invalid"],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NotImplemented: [501, "A header you provided implies functionality that is not implemented"],
  PermanentRedirect: [301, "The bucket you are attempting to access must be addressed using the specified endpoint."],
  RequestTimeTooSkewed: [403, "The difference between the request time and the server's time is too large."],
  SignatureDoesNotMatch: [
    403,
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  ],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type S3ErrorCode = keyof typeof ERRORS;

/** @param more a message of its own, and what else is to be told */
export function s3Error(
  code: S3ErrorCode,
  more: { readonly message?: string; readonly region?: string } = {},
): S3Error {
  const [status, message] = ERRORS[code];
  return { status, code, message, ...more };
}

export function isS3Error(value: object | undefined): value is S3Error {
  return value !== undefined && "code" in value && "status" in value;
}
