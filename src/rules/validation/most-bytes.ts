/** A template may not be larger, and no definition is (CloudFormation's quota). */
export const MOST_BYTES = 1024 * 1024;
