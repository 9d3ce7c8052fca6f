/** Where a revision is, as the API has it (spec 3.3). */
export interface RevisionLocation {
  readonly revisionType?: 'S3' | 'GitHub' | 'String' | 'AppSpecContent';
  readonly s3Location?: {
    readonly bucket?: string;
    readonly key?: string;
    readonly bundleType?: 'tar' | 'tgz' | 'zip' | 'YAML' | 'JSON';
    readonly version?: string;
    readonly eTag?: string;
  };
  readonly gitHubLocation?: { readonly repository?: string; readonly commitId?: string };
  readonly string?: { readonly content?: string; readonly sha256?: string };
  readonly appSpecContent?: { readonly content?: string; readonly sha256?: string };
}
