#include "app/cli/commandline.h"

#include <algorithm>
#include <string>

namespace inia::cli {

namespace {

constexpr WordRow service{"SERVICE", "Such as s3; see: inia-cli services."};
constexpr WordRow parameters{
    "PARAMETERS",
    "JSON object, @file or - for standard input. Bytes are {\"$blob\": \"base64\"}, times "
    "ISO 8601 texts.",
    true};

constexpr WordRow callWords[]{
    service,
    {"OPERATION", "Such as list_buckets or ListBuckets; see: inia-cli operations SERVICE."},
    parameters};
constexpr WordRow waitWords[]{
    service, {"WAITER", "Such as bucket_exists; see: inia-cli describe SERVICE."}, parameters};
constexpr WordRow uploadWords[]{{"FILE", "What to upload."},
                                {"TARGET", "s3://bucket/key; behind a / at the end comes the file's name."}};
constexpr WordRow downloadWords[]{{"SOURCE", "s3://bucket/key"},
                                  {"FILE", "Where to put it; in a folder it gets the name of the object."}};
constexpr WordRow copyWords[]{{"SOURCE", "s3://bucket/key"}, {"TARGET", "s3://bucket/key"}};
constexpr WordRow moveWords[]{
    {"SOURCE", "s3://bucket/key; with --recursive s3://bucket/folder/"},
    {"TARGET",
     "s3://bucket/key; behind a / at the end comes the object's name, or what is below the folder."}};
constexpr WordRow removeWords[]{{"OBJECT", "s3://bucket/key; with --recursive s3://bucket/folder/"}};
constexpr WordRow syncWords[]{{"SOURCE", "A folder, or s3://bucket/folder/"},
                              {"TARGET", "The same; one of both is in S3."}};
constexpr WordRow listWords[]{
    {"PLACE", "s3://bucket/folder/, s3://bucket/beginning; s3:// for the buckets."}};
constexpr WordRow findWords[]{
    {"PLACE", "s3://bucket/folder/, as many as you like; s3:// for all buckets.", false, true}};
constexpr WordRow sizesWords[]{{"PLACE", "s3://bucket/ or s3://bucket/folder/"}};
constexpr WordRow jobsWords[]{{"ACTION", "list (unless told), show, undo, resume or retry.", true},
                              {"ID", "Number of the job, as the list has it.", true}};
constexpr WordRow logsWords[]{{"ACTION", "search: what there is since then; tail: what comes as well."},
                              {"GROUP", "Name or ARN of the log group."}};
constexpr WordRow serviceWord[]{service};
constexpr WordRow describeWords[]{service,
                                  {"OPERATION", "Such as list_buckets; left out: the service itself.", true}};

constexpr WordRow keychainWords[]{{"ACTION", "set, get or delete."},
                                  {"NAME", "By which they are kept, such as that of a profile."}};

constexpr WordRow redactionWords[]{
    {"SERVICE", "Such as secretsmanager; left out: all services.", true},
    {"OPERATION", "Such as get_secret_value; left out: all of the service.", true}};

constexpr OptionRow readOnlyOption{"read-only", "",
                                   "Refuse every call that would change something, before it is signed."};
constexpr OptionRow profileOption{"profile", "name", "Profile of the AWS config files to use."};
constexpr OptionRow loginOptions[]{
    profileOption,
    {"console", "",
     "Sign in as at the AWS console, as `aws login` does, with a profile that says nothing yet of signing "
     "in; "
     "it gets the login_session of who does."},
    {"region", "region", "Region to sign in at as at the AWS console, else that of the profile."},
    {"browser", "",
     "Print an address for a browser of this machine, which comes back by itself, and no code."}};
constexpr OptionRow connectionOptions[]{
    profileOption,
    {"region", "region", "Region to call."},
    {"endpoint-url", "url", "Server to call instead of AWS."},
    {"config", "json",
     "Client settings as JSON, by the names of botocore's Config: '{\"s3\": {\"addressing_style\": "
     "\"path\"}}'."},
    {"no-sign-request", "", "Send the request without a signature."},
    readOnlyOption,
    {"check-server", "",
     "Refuse what an S3 server that is not S3 does not offer, before it is signed (mv, rm and sync always "
     "do)."},
    {"at", "time", "Sign for this time (ISO 8601) instead of now."},
};
constexpr OptionRow callOptions[]{
    {"paginate", "", "Fetch all pages and print them as one answer."},
    {"max-items", "number",
     "Print at most this many items; the answer's NextToken says where to go on. Implies --paginate."},
    {"page-size", "number", "Ask the service for at most this many items at a time. Implies --paginate."},
    {"starting-token", "token", "Go on from the NextToken of an earlier answer. Implies --paginate."},
    {"query", "jmespath", "Print what this JMESPath expression finds in the answer."},
    {"output", "format", "json: one document; jsonl: one line for each page, to which --query then applies."},
    {"timeout", "seconds",
     "Longest time for a call (a page), with all its attempts; else only each silence has its limit."},
    {"dry-run", "", "Print the signed request as JSON and send nothing."},
    {"har", "file", "Write what was sent and what came to this file, as HAR 1.2 without secrets."},
};
constexpr OptionRow waitOptions[]{
    {"delay", "seconds", "Time between two tries; else the waiter's own."},
    {"max-attempts", "number", "Tries before giving up; else the waiter's own."},
};
constexpr OptionRow presignOptions[]{
    {"expires-in", "seconds", "How long the URL works; 3600 unless told, at most 604800."},
    {"http-method", "method", "The method the URL is for; else the operation's own."},
};
constexpr OptionRow codeOptions[]{
    {"language", "name", "cli (unless told), powershell, boto3, curl or cpp."},
    {"params", "json", "The same as PARAMETERS."},
    {"all-pages", "", "Code that goes through all pages (curl: the first one)."},
};
constexpr OptionRow resumeOption{
    "resume", "file",
    "Keep in this file where the transfer stands, and go on from there when it says so already."};
constexpr OptionRow uploadOptions[]{
    resumeOption,
    {"content-type", "type", "Store it with this Content-Type; else with that of the file's name."},
};
constexpr OptionRow downloadOptions[]{
    resumeOption,
    {"overwrite", "", "Replace a file that is there already."},
};
constexpr OptionRow recursiveOption{"recursive", "", "All that is below a folder, whose name ends in /."};
constexpr OptionRow planOption{"dry-run", "", "Print what would be done as JSON, and change nothing."};
constexpr OptionRow jsonOption{"json", "", "JSON, of a list an object a line."};
constexpr OptionRow workersOption{"workers", "number",
                                  "Requests at the same time (1 to 32, 8 unless told) where a list is long."};
constexpr OptionRow placeOptions[]{
    {"recursive", "", "All objects below it, in ranges of keys side by side."}, jsonOption, workersOption};
constexpr OptionRow findOptions[]{
    {"name", "glob", "The last part of the key: * ? [a-z] [!a] {one,other}."},
    {"path", "glob", "The whole key; * stays within a folder, ** does not."},
    {"regex", "expression", "Found anywhere in the key."},
    {"words", "words", "All of them, anywhere in the key, in any case."},
    {"ignore-case", "", "Small letters for capital ones."},
    {"larger", "size", "At least so many bytes: 1000, 10K, 5M, 2G."},
    {"smaller", "size", "At most so many bytes."},
    {"newer", "time", "Changed then or later: 2026-01-31, 2026-01-31T12:00:00Z, or 12h, 7d ago."},
    {"older", "time", "Changed then or before."},
    {"class", "names", "Of these storage classes, with commas between them."},
    {"etag", "etag", "With this ETag."},
    {"archived", "", "In an archive."},
    {"depth", "number", "So many folders below the place at most."},
    {"max-requests", "number", "End after so many; 10000 unless told."},
    jsonOption,
    workersOption,
};
constexpr OptionRow sizesOptions[]{
    {"depth", "number", "Tell folders apart so far below the place (0 to 3, 1 unless told)."},
    {"versions", "", "Count older versions, delete markers and unfinished uploads as well."},
    jsonOption,
    workersOption,
};
constexpr OptionRow syncOptions[]{
    {"delete", "",
     "Delete what is in the target only. Nothing is, unless both places were read to their ends and all else "
     "went well."},
    {"empty-target", "name",
     "The name of the target's folder or bucket, where the source is empty and so all of it would go."},
    {"take-source", "", "Replace also what has changed on both sides."},
    {"times", "", "The same is what has the same size and is not newer in the source."},
    {"size-only", "", "The same is what has the same size."},
    {"checksum", "", "The same is what has the same content, by ETags and checksums; reads files."},
    {"exclude", "pattern", "Leave out, on both sides, as a line of .gitignore; the last that matches wins."},
    {"include", "pattern", "Take in again."},
    {"filter-file", "file", "Such lines of a file, those with a ! in front take in again."},
    {"larger", "size", "At least so many bytes: 1000, 10K, 5M, 2G."},
    {"smaller", "size", "At most so many bytes."},
    {"newer", "time", "Changed then or later: 2026-01-31, 2026-01-31T12:00:00Z, or 12h, 7d ago."},
    {"older", "time", "Changed then or before."},
    {"no-times", "", "Leave files the time of their download; else they get that of their objects."},
    {"metadata-times", "", "Give files the time in x-amz-meta-mtime, where there is one."},
    {"all", "", "With --dry-run: also what is the same."},
    planOption,
    workersOption,
};
constexpr OptionRow moveOptions[]{
    recursiveOption,
    {"overwrite", "", "Replace what is there already; else nothing is moved when anything is."},
    planOption,
};
constexpr OptionRow removeOptions[]{recursiveOption, planOption};
constexpr OptionRow jobsOptions[]{
    {"output", "format",
     "text; json, jsonl or csv: of `show`, a row for each object with what came of it; of the list, json."},
    {"outcome", "name",
     "Show only what is waiting, done, failed, kept (copied, but the original stays) or skipped."},
};
constexpr OptionRow logsOptions[]{
    {"since", "length", "How far back to begin: 90s, 15m, 1h, 7d; 1h for search, 10m for tail unless told."},
    {"filter", "pattern", "Filter pattern of CloudWatch Logs, such as ERROR or '{ $.level = \"error\" }'."},
    {"stream", "name", "Only this stream; else all of the group."},
    {"output", "format", "text: time, stream and message; jsonl: an event as JSON."},
};
constexpr OptionRow batchOptions[]{
    {"parallel", "number",
     "Run this many calls at the same time (1 to 256). Unless told, lines run one after the other."},
    readOnlyOption,
};
constexpr OptionRow listOptions[]{
    {"output", "format", "text: one name a line; json: a list with more about each."},
};

constexpr CommandRow rows[]{
    {"call", "Calls any operation of any AWS service and prints its answer as JSON.", callWords, callOptions,
     true},
    {"wait", "Asks a service again and again until what the waiter waits for has come true. Prints nothing.",
     waitWords, waitOptions, true},
    {"presign", "Prints a URL that lets anybody make one call until it expires.", callWords, presignOptions,
     true},
    {"code",
     "Prints a call as a command of the AWS CLI or curl, or as a program for boto3 or C++, and sends "
     "nothing. "
     "Secrets are <secret> there.",
     callWords, codeOptions, true},
    {"upload", "Uploads a file to S3, a large one in parts. Progress goes to standard error.", uploadWords,
     uploadOptions, true},
    {"download", "Downloads an object of S3, a large one in parts. The file appears when it is whole.",
     downloadWords, downloadOptions, true},
    {"copy", "Copies an object of S3 without downloading it, a large one in parts.", copyWords, {}, true},
    {"mv", "Moves or renames objects of S3: copies, verifies each copy, then deletes the original.",
     moveWords, moveOptions, true},
    {"rm",
     "Deletes objects of S3, a thousand with a call. In a bucket with versions a marker takes their place.",
     removeWords, removeOptions, true},
    {"sync",
     "Makes what is below one place what is below another: uploads, downloads or copies what is new or has "
     "changed since both were the same.",
     syncWords, syncOptions, true},
    {"ls", "Lists buckets, a folder, or all objects below a place.", listWords, placeOptions, true},
    {"find", "Finds objects by name, size, time and class, in buckets or below folders, as they come.",
     findWords, findOptions, true},
    {"du", "Adds up the objects below a place and in its folders: bytes, objects, folder.", sizesWords,
     sizesOptions, true},
    {"jobs",
     "Lists what mv, rm and sync have done. `show` tells what came of each object, `undo` takes back what a "
     "bucket "
     "with versions has kept, `resume` goes on with what was interrupted, `retry` tries again what failed.",
     jobsWords, jobsOptions, true},
    {"logs",
     "Prints events of a log group, one a line, the oldest first. `tail` asks every 2 seconds for more; what "
     "comes later than 60 seconds may be missed.",
     logsWords, logsOptions, true},
    {"batch",
     "Reads calls from standard input and writes answers to standard output, in the same order: a JSON "
     "object a line.\n"
     "In: {\"id\", \"service\", \"operation\", \"params\", \"region\", \"credentials\": {\"access_key\", "
     "\"secret_key\", "
     "\"token\", \"account_id\", \"bearer_token\"} or \"profile\", \"config\", \"endpoint_url\", "
     "\"dry_run\", \"at\", "
     "\"idempotency_token\"}\n"
     "Out: {\"id\", \"response\"}, {\"id\", \"request\"} for a dry run, or {\"id\", \"error\": {\"kind\", "
     "\"code\", "
     "\"message\"}}",
     {},
     batchOptions,
     false},
    {"session",
     "Prints what a session is set to and who said so, and whose keys it uses or why there are none, as "
     "JSON.",
     {},
     {},
     true},
    {"login",
     "Signs in at the Identity Center of a profile: prints an address and a code that is confirmed there in "
     "any browser. A profile with a login_session signs in as at the AWS console: the page shows a code that "
     "is entered here. The AWS CLI is signed in with it.",
     {},
     loginOptions,
     false},
    {"keychain",
     "Keeps keys in the keychain of the desktop. `set` asks for them, `get` prints them as JSON for a "
     "profile's `credential_process = inia-cli keychain get NAME`.",
     keychainWords,
     {},
     false},
    {"services", "Lists the services there are.", {}, listOptions, false},
    {"operations", "Lists the operations of a service.", serviceWord, listOptions, false},
    {"describe",
     "Describes a service, or what an operation takes and answers, as JSON.",
     describeWords,
     {},
     false},
    {"redaction",
     "Lists what the exchange log, errors and journals hide of operations: a member a line, with the rule.\n"
     "Rules: trait (sensitive in the model), name, header, keys (of a map, asked one by one), pair (a value "
     "whose "
     "name beside it is asked); shown: looks like a secret, but is none.",
     redactionWords,
     {},
     false},
};

} // namespace

std::span<const CommandRow> commandTable()
{
    return rows;
}

const CommandRow* findCommand(const QString& name)
{
    const auto found = std::find_if(std::begin(rows), std::end(rows), [&name](const CommandRow& row) {
        return name == QLatin1String(row.name);
    });
    return found == std::end(rows) ? nullptr : found;
}

void prepareParser(QCommandLineParser& parser, const CommandRow& command)
{
    parser.setApplicationDescription(QString::fromLatin1(command.description));
    parser.addPositionalArgument(QString::fromLatin1(command.name), QStringLiteral("The command."));
    for (const auto& word : command.words) {
        const QString name = QString::fromLatin1(word.name);
        parser.addPositionalArgument(name, QString::fromLatin1(word.description),
                                     word.isOptional ? QStringLiteral("[%1]").arg(name) : name);
    }
    const auto add = [&parser](std::span<const OptionRow> options) {
        for (const auto& option : options) {
            parser.addOption({QString::fromLatin1(option.name), QString::fromLatin1(option.description),
                              QString::fromLatin1(option.value)});
        }
    };
    add(command.options);
    if (command.hasConnection)
        add(connectionOptions);
    // Not addHelpOption(), which adds --help-all about Qt's own options.
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("This text.")});
}

std::string overviewText()
{
    std::string text = "Usage: inia-cli COMMAND ...\nCalls any operation of any AWS service.\n\nCommands:\n";
    for (const auto& row : rows) {
        const std::string description(row.description);
        std::string name(row.name);
        name.resize(12, ' ');
        text += "  " + name + description.substr(0, description.find('\n')) + "\n";
    }
    text += "\nOptions:\n"
            "  --help      This text; behind a command, what that one takes.\n"
            "  --version   The version of this program.\n"
            "\n"
            "Exit codes: 0 done, 252 wrong command line or parameters, 253 configuration, credentials or a\n"
            "read-only session, 254 the service refused, 255 anything else.\n";
    return text;
}

} // namespace inia::cli
