#pragma once

#include "core/codegen/codegen.h"
#include "core/common/result.h"
#include "core/compare/sides.h"
#include "core/jobs/job.h"
#include "core/listing/objectquery.h"
#include "core/model/value.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace inia::cli {

/// An option of a command. `value` names what it takes; empty for a switch.
struct OptionRow {
    const char* name;
    const char* value;
    const char* description;
};

struct WordRow {
    const char* name;
    const char* description;
    bool isOptional = false;
    bool mayRepeat = false; ///< the last one
};

/// A command with its help: adding one is adding a row here and a reader in commandline.cpp.
struct CommandRow {
    const char* name;
    const char* description;
    std::span<const WordRow> words;
    std::span<const OptionRow> options;
    bool hasConnection; ///< takes --profile, --region, ... too
};

[[nodiscard]] std::span<const CommandRow> commandTable();
/// Null for a name no command has.
[[nodiscard]] const CommandRow* findCommand(const QString& name);

/// Options and words of the command, and --help.
void prepareParser(QCommandLineParser& parser, const CommandRow& command);

/// What `inia-cli --help` prints: all commands.
[[nodiscard]] std::string overviewText();

// What each command was asked to do.

/// Who calls whom: the options of every command that makes a client.
struct ConnectionArguments {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    std::optional<std::string> endpointUrl;
    Value config = Value::emptyMap(); ///< botocore's Config; see applyConfig()
    bool signRequest = true;
    bool readOnly = false;
    bool checksServer = false;                               ///< see SessionOptions::closesServerGate
    std::optional<std::chrono::system_clock::time_point> at; ///< the time to sign for instead of now
};

/// An operation of a service with its parameters as JSON has them; see valuesFromJson().
struct TargetArguments {
    std::string service;
    std::string operation;
    Value params = Value::emptyMap();
};

enum class OutputFormat {
    Json,      ///< one document
    JsonLines, ///< one line for each page
};

struct PaginationArguments {
    std::optional<std::int64_t> maxItems;
    std::optional<std::int64_t> pageSize;
    std::optional<std::string> startingToken;
};

struct CallArguments {
    TargetArguments target;
    ConnectionArguments connection;
    std::optional<PaginationArguments> pagination; ///< set: fetch all pages
    std::optional<std::string> query;              ///< JMESPath
    OutputFormat output = OutputFormat::Json;
    std::chrono::seconds timeout{0}; ///< of each call; 0 for none
    bool dryRun = false;
    std::optional<std::string> harFile; ///< where to write what was sent and what came
};

struct WaitArguments {
    TargetArguments target; ///< `operation` is the waiter's name
    ConnectionArguments connection;
    std::optional<std::int64_t> delaySeconds;
    std::optional<std::int64_t> maxAttempts;
};

struct PresignArguments {
    TargetArguments target;
    ConnectionArguments connection;
    std::int64_t expiresIn = 3600; ///< seconds
    std::optional<std::string> httpMethod;
};

struct CodeArguments {
    TargetArguments target;
    ConnectionArguments connection;
    codegen::Language language = codegen::Language::Cli;
    bool allPages = false;
};

struct TransferArguments {
    enum class Kind { Upload, Download, Copy };
    Kind kind = Kind::Upload;
    std::string from; ///< a path, as the bytes that were given, or s3://bucket/key
    std::string to;
    ConnectionArguments connection;
    std::optional<std::string> resumeFile;  ///< see ResumeFile
    bool overwrite = false;                 ///< of a download
    std::optional<std::string> contentType; ///< of an upload, instead of that of the name
};

struct ObjectsArguments {
    enum class Kind { Move, Remove };
    Kind kind = Kind::Move;
    std::string from; ///< s3://bucket/key
    std::string to;   ///< of a move
    ConnectionArguments connection;
    bool isRecursive = false;
    bool overwrite = false; ///< of a move
    bool isDryRun = false;
};

struct SyncArguments {
    std::string from; ///< a path, as the bytes that were given, or s3://bucket/folder/
    std::string to;
    ConnectionArguments connection;
    CompareWay way = CompareWay::LastSeen;
    PathFilter filter;
    PairLimits limits;
    bool deletes = false;       ///< what is in the target only
    std::string emptiedTarget;  ///< its name: may be emptied, since the source is empty
    bool takesSource = false;   ///< where both have changed
    bool setsTimes = true;      ///< of files that are downloaded
    bool metadataTimes = false; ///< from x-amz-meta-mtime
    bool isDryRun = false;
    bool showsSame = false; ///< of a dry run
    int workers = 8;        ///< requests at the same time for a listing
};

struct JobsArguments {
    enum class Action { List, Show, Undo, Resume, Retry };
    enum class Format { Text, Json, JsonLines, Csv };
    Action action = Action::List;
    std::uint64_t id = 0; ///< of all but List
    Format format = Format::Text;
    std::optional<JobItemState> outcome; ///< which items to show; else all that are not done
    ConnectionArguments connection;
};

struct ListingArguments {
    enum class Kind { List, Find, Sizes };
    Kind kind = Kind::List;
    std::vector<std::string> places; ///< s3://bucket/prefix, one but of Find
    ConnectionArguments connection;
    ObjectQuery query;         ///< of Find
    int requests = 10'000;     ///< of Find, at most
    int workers = 8;           ///< requests at the same time
    int depth = 1;             ///< of Sizes
    bool isRecursive = false;  ///< of List
    bool withVersions = false; ///< of Sizes, and with unfinished uploads
    bool asJson = false;
};

struct LogsArguments {
    bool follows = false; ///< else it searches
    std::string group;    ///< name or ARN
    ConnectionArguments connection;
    std::chrono::milliseconds since{0}; ///< how far back it begins
    std::string pattern;
    std::vector<std::string> streams;
    bool asJson = false;
};

struct BatchArguments {
    int parallel = 1;      ///< calls at the same time
    bool readOnly = false; ///< every line
};

struct SessionArguments {
    ConnectionArguments connection;
};

struct LoginArguments {
    std::optional<std::string> profile;
    std::optional<std::string> region;
    bool atConsole = false; ///< as at the AWS console, for a profile that does not say how it signs in
    bool inBrowser = false; ///< of this machine, which comes back by itself, instead of by a code
};

struct KeychainArguments {
    enum class Action { Set, Get, Delete };
    Action action = Action::Get;
    std::string name;
};

struct ServicesArguments {
    bool asJson = false;
};

struct OperationsArguments {
    std::string service;
    bool asJson = false;
};

struct DescribeArguments {
    std::string service; ///< may be "service.Resource"
    std::optional<std::string> operation;
};

struct RedactionArguments {
    std::optional<std::string> service;
    std::optional<std::string> operation;
};

/// Nothing to do but to print this: help, version.
struct TextArguments {
    std::string text;
};

using CommandLine =
    std::variant<TextArguments, CallArguments, WaitArguments, PresignArguments, CodeArguments,
                 TransferArguments, ObjectsArguments, SyncArguments, ListingArguments, JobsArguments,
                 LogsArguments, BatchArguments, SessionArguments, LoginArguments, KeychainArguments,
                 ServicesArguments, OperationsArguments, DescribeArguments, RedactionArguments>;

/// Fails with kind Parameter and one sentence that says what to write instead. Reads the file named by
/// "@file", or standard input for "-".
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList& arguments);

} // namespace inia::cli
