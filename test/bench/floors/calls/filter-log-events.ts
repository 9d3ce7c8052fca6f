import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { config, print } from './ask.ts';

new CloudWatchLogsClient(config)
  .send(new FilterLogEventsCommand({ logGroupName: '/aws/codebuild/storefront-build' }))
  .then(print);
