/** The region that a profile of the shared configuration files names, if it names one. */
export async function profileRegion(profile: string | undefined): Promise<string | undefined> {
  const { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } = await import(
    '@smithy/core/config'
  );
  const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile };
  try {
    return await loadConfig({ ...NODE_REGION_CONFIG_OPTIONS, default: undefined }, options)();
  } catch {
    return undefined;
  }
}
