"""Logs with boto3, which is told of the engine by its environment alone."""

import json
import os
import socket
import unittest
import urllib.request
from datetime import datetime

import boto3
from botocore.config import Config
from botocore.exceptions import EventStreamError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:"


def advance(seconds):
    """Moves the engine's clock, and tells its time in milliseconds."""
    body = json.dumps({"advanceSeconds": seconds}).encode()
    headers = {"X-Signalbox-Control": "1"}
    request = urllib.request.Request(f"{ENDPOINT}/_signalbox/clock", body, headers)
    with urllib.request.urlopen(request) as answer:
        return round(datetime.fromisoformat(json.load(answer)["now"]).timestamp() * 1000)


def look_up_names_below_localhost():
    """Makes them what they are, also where the system does not know them."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        return look_up("127.0.0.1" if str(host).endswith(".localhost") else host, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


class Logs(unittest.TestCase):
    def setUp(self):
        self.client = boto3.client("logs")
        self.group = f"/{self.id()}"
        self.client.create_log_group(logGroupName=self.group, tags={"team": "web"})
        self.client.create_log_stream(logGroupName=self.group, logStreamName="s")
        self.place = {"logGroupName": self.group, "logStreamName": "s"}

    def put(self, *messages):
        now = advance(0)
        events = [{"timestamp": now, "message": message} for message in messages]
        return self.client.put_log_events(**self.place, logEvents=events)

    def test_writes_pages_and_filters(self):
        self.assertNotIn("rejectedLogEventsInfo", self.put(*(f"line {i}" for i in range(25))))
        page = self.client.get_log_events(**self.place, startFromHead=True, limit=20)
        self.assertEqual(len(page["events"]), 20)
        rest = self.client.get_log_events(**self.place, startFromHead=True, nextToken=page["nextForwardToken"])
        self.assertEqual([event["message"] for event in rest["events"]], [f"line {i}" for i in range(20, 25)])
        end = self.client.get_log_events(**self.place, startFromHead=True, nextToken=rest["nextForwardToken"])
        self.assertEqual(end["nextForwardToken"], rest["nextForwardToken"])
        paginator = self.client.get_paginator("filter_log_events")
        pages = paginator.paginate(logGroupName=self.group, filterPattern='"line 1"', PaginationConfig={"PageSize": 3})
        found = [event["message"] for page in pages for event in page["events"]]
        self.assertEqual(found, ["line 1", *(f"line 1{i}" for i in range(10))])

    def pages(self, operation, member, size, **arguments):
        """The items of each page that a paginator brings."""
        paginator = self.client.get_paginator(operation)
        pages = paginator.paginate(**arguments, PaginationConfig={"PageSize": size})
        return [page.get(member, []) for page in pages]

    def test_pages_through_every_list(self):
        prefix = {"logGroupNamePrefix": f"{self.group}/"}
        groups = [f"{self.group}/{i}" for i in range(5)]
        for group in groups:
            self.client.create_log_group(logGroupName=group)
            self.client.create_log_stream(logGroupName=self.group, logStreamName=group)
        metric = {"metricName": "Errors", "metricNamespace": "Web", "metricValue": "1"}
        for name in "abcde":
            self.client.put_metric_filter(
                logGroupName=self.group, filterName=name, filterPattern="", metricTransformations=[metric]
            )
            self.client.start_query(
                logGroupName=self.group, startTime=0, endTime=1, queryString=f"fields {name}"
            )
        self.put(*"abcde")
        of_group = {"logGroupName": self.group}

        def names(pages, member):
            self.assertEqual([len(page) for page in pages], [2, 2, 1])
            return [item[member] for page in pages for item in page]

        found = self.pages("describe_log_groups", "logGroups", 2, **prefix)
        self.assertEqual(names(found, "logGroupName"), groups)
        found = self.pages("describe_log_streams", "logStreams", 2, **of_group, logStreamNamePrefix="/")
        self.assertEqual(names(found, "logStreamName"), groups)
        found = self.pages("describe_metric_filters", "metricFilters", 2, **of_group)
        self.assertEqual(names(found, "filterName"), list("abcde"))
        found = self.pages("filter_log_events", "events", 2, **of_group)
        self.assertEqual(names(found, "message"), list("abcde"))
        found = self.pages("describe_queries", "queries", 2, **of_group)
        self.assertEqual(len(set(names(found, "queryId"))), 5)

    def test_manages_groups(self):
        arn = f"{ARN}{self.group}"
        self.client.put_retention_policy(logGroupName=self.group, retentionInDays=7)
        [group] = self.client.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"]
        self.assertEqual([group["retentionInDays"], group["logGroupArn"]], [7, arn])
        self.assertEqual(self.client.list_tags_for_resource(resourceArn=arn)["tags"], {"team": "web"})
        self.client.put_log_group_deletion_protection(logGroupIdentifier=arn, deletionProtectionEnabled=True)
        with self.assertRaisesRegex(self.client.exceptions.ClientError, "ValidationException"):
            self.client.delete_log_group(logGroupName=self.group)
        metric = {"metricName": "Errors", "metricNamespace": "Web", "metricValue": "1"}
        self.client.put_metric_filter(
            logGroupName=self.group, filterName="errors", filterPattern="ERROR", metricTransformations=[metric]
        )
        [filter] = self.client.describe_metric_filters(logGroupName=self.group)["metricFilters"]
        self.assertEqual(filter["metricTransformations"], [metric])
        with self.assertRaises(self.client.exceptions.InvalidParameterException):
            self.client.test_metric_filter(filterPattern="{ $.a }", logEventMessages=["x"])

    def watch(self, client):
        return iter(client.start_live_tail(logGroupIdentifiers=[f"{ARN}{self.group}"])["responseStream"])

    def check_tail(self, client):
        events = self.watch(client)
        self.assertEqual(next(events)["sessionStart"]["logGroupIdentifiers"], [f"123456789012:{self.group}"])
        self.put("a", "é")
        advance(2)
        updates = [next(events)["sessionUpdate"]["sessionResults"] for _ in range(2)]
        self.assertEqual([[event["message"] for event in update] for update in updates], [["a", "é"], []])
        advance(3 * 3600)
        with self.assertRaisesRegex(EventStreamError, "SessionTimeoutException"):
            for _ in events:
                pass

    def test_watches_without_a_prefix_of_the_host(self):
        self.check_tail(boto3.client("logs", config=Config(inject_host_prefix=False)))

    def test_watches_by_a_name_that_takes_the_prefix(self):
        look_up_names_below_localhost()
        self.check_tail(boto3.client("logs", endpoint_url=ENDPOINT.replace("127.0.0.1", "engine.localhost")))

    def test_is_refused_before_it_watches(self):
        client = boto3.client("logs", config=Config(inject_host_prefix=False))
        with self.assertRaises(client.exceptions.ResourceNotFoundException):
            client.start_live_tail(logGroupIdentifiers=[f"{ARN}/nope"])


if __name__ == "__main__":
    unittest.main()
