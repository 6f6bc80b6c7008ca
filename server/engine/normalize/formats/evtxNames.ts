/**
 * Windows events under one set of names, those that Winlogbeat gives them, whoever exported them. Invariant: each name of
 * the common schema is followed by where an event has it, the best place first.
 */
import type { Aliases } from "./named.ts";

const data = (...names: readonly string[]): readonly string[] => names.map((name) => `winlog.event_data.${name}`);

/** By the common schema's name, the fields of an event that say it. */
export const EVENT_ALIASES: Aliases = {
  "event.code": ["winlog.event_id"],
  "event.provider": ["winlog.provider_name"],
  "host.name": ["winlog.computer_name"],
  "destination.ip": data("DestinationIp", "DestAddress"),
  "destination.port": data("DestinationPort", "DestPort"),
  "dns.question.name": data("QueryName"),
  "file.path": data("TargetFilename"),
  "process.command_line": data("CommandLine"),
  "process.executable": data("NewProcessName", "Image", "ProcessName", "Application"),
  "process.parent.command_line": data("ParentCommandLine"),
  "process.parent.executable": data("ParentProcessName", "ParentImage"),
  "registry.path": data("TargetObject"),
  "service.name": data("ServiceName"),
  "source.domain": data("WorkstationName", "SourceHostname"),
  "source.ip": data("IpAddress", "SourceIp", "SourceAddress", "ClientAddress"),
  "source.port": data("IpPort", "SourcePort"),
  "user.domain": data("TargetDomainName", "SubjectDomainName"),
  "user.name": data("TargetUserName", "SubjectUserName", "User"),
};

/** By the name that XML's parts get, where exports as JSON have it: evtx_dump, `ConvertTo-Json`, NXLog, Winlogbeat. */
export const JSON_PLACES: Aliases = {
  "@timestamp": [
    ...["Event.System.TimeCreated.#attributes.SystemTime", "Event.System.TimeCreated.SystemTime"],
    ...["System.TimeCreated.SystemTime", "TimeCreated", "EventTime", "TimeGenerated"],
  ],
  message: ["Event.RenderingInfo.Message", "RenderingInfo.Message", "Message"],
  "winlog.event_id": [
    ...["event.code", "Event.System.EventID.#text", "Event.System.EventID", "System.EventID"],
    ...["EventID", "EventId", "Id"],
  ],
  "winlog.provider_name": [
    ...["event.provider", "Event.System.Provider.#attributes.Name", "Event.System.Provider.Name"],
    ...["System.Provider.Name", "ProviderName", "SourceName", "Provider"],
  ],
  "winlog.computer_name": [
    ...["host.name", "Event.System.Computer", "System.Computer", "MachineName", "Computer", "Hostname"],
  ],
  "winlog.channel": ["Event.System.Channel", "System.Channel", "LogName", "Channel"],
  "winlog.record_id": [
    "Event.System.EventRecordID",
    "System.EventRecordID",
    "RecordId",
    "EventRecordID",
    "RecordNumber",
  ],
  "winlog.level": ["Event.System.Level", "System.Level", "Level"],
  "winlog.task": [
    "Event.RenderingInfo.Task",
    "TaskDisplayName",
    "Category",
    "Event.System.Task",
    "System.Task",
    "Task",
  ],
  "winlog.opcode": ["Event.RenderingInfo.Opcode", "OpcodeDisplayName", "Opcode", "Event.System.Opcode"],
  "winlog.keywords": ["KeywordsDisplayNames", "Event.System.Keywords", "System.Keywords", "Keywords"],
  "winlog.process.pid": [
    ...["Event.System.Execution.#attributes.ProcessID", "Event.System.Execution.ProcessID", "ProcessId"],
    ...["ExecutionProcessID"],
  ],
  "winlog.user.identifier": ["Event.System.Security.#attributes.UserID", "Event.System.Security.UserID", "UserID"],
  "log.level": ["Event.RenderingInfo.Level", "LevelDisplayName", "Severity"],
};

/** Where else than under `winlog.event_data` exports as JSON have an event's own data. */
export const DATA_PLACES: readonly string[] = ["Event.EventData.", "EventData.", "Event.UserData.", ""];
