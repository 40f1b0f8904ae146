// Style sheets that a page imports: esbuild puts them into the page's own.
declare module "*.css";
