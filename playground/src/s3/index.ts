// An S3 store that a server of Node's can answer with.
export type { S3Key } from "./authorize.ts";
export { memoryContent, type S3Content } from "./content.ts";
export { s3Listener, type S3Exchange, type S3Options } from "./s3-listener.ts";
