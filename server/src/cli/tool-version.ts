// The version of the package, which the build puts in.

declare const PACKAGE_VERSION: string | undefined;

/** `development` where the sources run without a build. */
export const TOOL_VERSION = typeof PACKAGE_VERSION === "string" ? PACKAGE_VERSION : "development";
