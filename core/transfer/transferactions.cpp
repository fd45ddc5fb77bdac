#include "core/transfer/transferactions.h"

#include "core/transfer/s3transfers.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace inia {

namespace {

using Made = Result<Owned<Transfer>>;

Error wrong(std::string_view action, const std::string& what)
{
    return makeError(ErrorKind::Parameter, "ParamValidation", std::string(action) + ": " + what);
}

/// Parameters are named as in Python, so that a name that is not there is a mistake.
Result<void> checkNames(std::string_view action, const Value& params,
                        std::initializer_list<std::string_view> required,
                        std::initializer_list<std::string_view> optional)
{
    for (const auto& [name, value] : params.members()) {
        const auto is = [&name = name](std::string_view known) { return known == name; };
        if (std::none_of(required.begin(), required.end(), is) &&
            std::none_of(optional.begin(), optional.end(), is))
            return wrong(action, "there is no parameter " + name);
    }
    for (const auto name : required) {
        if (params[name].isNull())
            return wrong(action, "the parameter " + std::string(name) + " is missing");
    }
    return {};
}

/// Settings of Python's threads and queues have no meaning here and are taken without effect.
Result<TransferConfig> configOf(std::string_view action, const Value& given)
{
    TransferConfig config;
    static constexpr std::array<std::string_view, 6> without{
        "use_threads",       "max_io_queue",
        "io_chunksize",      "preferred_transfer_client",
        "max_io_queue_size", "max_submission_concurrency"};
    for (const auto& [name, value] : given.members()) {
        if (std::find(without.begin(), without.end(), name) != without.end())
            continue;
        if (!value.isInt() || value.toInt() <= 0)
            return wrong(action, "Config's " + name + " has to be a number greater than 0");
        const std::int64_t number = value.toInt();
        if (name == "multipart_threshold")
            config.multipartThreshold = number;
        else if (name == "multipart_chunksize")
            config.partSize = number;
        else if (name == "max_concurrency" || name == "max_request_concurrency")
            config.maxConcurrency = static_cast<int>(std::min<std::int64_t>(number, 1000));
        else if (name == "num_download_attempts")
            config.downloadAttempts = static_cast<int>(std::min<std::int64_t>(number, 1000));
        else if (name == "max_bandwidth")
            config.maxBandwidth = number;
        else
            return wrong(action, "Config has no " + name);
    }
    return config;
}

/// One action with its parameters.
struct Job {
    std::string_view action;
    const Value& params;
    QIODevice* device;
    const S3Transfers& transfers;

    [[nodiscard]] std::string text(std::string_view name) const { return params[name].text(); }
    [[nodiscard]] QString path() const { return QString::fromStdString(text("Filename")); }
    [[nodiscard]] UploadTarget target() const { return {text("Bucket"), text("Key"), params["ExtraArgs"]}; }
    [[nodiscard]] DownloadSource source() const { return {text("Bucket"), text("Key"), params["ExtraArgs"]}; }
};

template <typename Kind>
Made started(Owned<Kind> transfer, CallOptions options)
{
    transfer->setCallOptions(std::move(options));
    return Made(Owned<Transfer>(std::move(transfer)));
}

Made make(const Job& job, CallOptions options)
{
    if (job.action == "upload_file")
        return started(job.transfers.upload(job.path(), job.target()), std::move(options));
    if (job.action == "download_file")
        return started(job.transfers.download(job.source(), job.path()), std::move(options));
    if (job.action == "copy")
        return started(job.transfers.copy({job.params["CopySource"], job.text("Bucket"), job.text("Key"),
                                           job.params["ExtraArgs"]}),
                       std::move(options));
    if (job.action == "upload_fileobj" && job.device)
        return started(job.transfers.upload(job.device, job.target()), std::move(options));
    if (job.action == "upload_fileobj")
        return started(job.transfers.upload(job.params["Fileobj"].blob(), job.target()), std::move(options));
    if (!job.device)
        return wrong(job.action, "there is no device to write to; make the transfer with one");
    return started(job.transfers.download(job.source(), job.device), std::move(options));
}

Result<void> check(std::string_view action, const Value& params, bool hasDevice)
{
    if (action == "copy")
        return checkNames(action, params, {"CopySource", "Bucket", "Key"}, {"ExtraArgs", "Config"});
    if (action == "upload_file" || action == "download_file")
        return checkNames(action, params, {"Filename", "Bucket", "Key"}, {"ExtraArgs", "Config"});
    if (action == "upload_fileobj" && !hasDevice)
        return checkNames(action, params, {"Fileobj", "Bucket", "Key"}, {"ExtraArgs", "Config"});
    if (action == "upload_fileobj" || action == "download_fileobj")
        return checkNames(action, params, {"Bucket", "Key"}, {"ExtraArgs", "Config"});
    return makeError(
        ErrorKind::UnknownName, "UnknownName",
        "There is no transfer '" + std::string(action) +
            "'; there are upload_file, upload_fileobj, download_file, download_fileobj and copy.");
}

} // namespace

Result<Owned<Transfer>> transferFor(const Client& client, std::string_view action, const Value& params,
                                    CallOptions options, QIODevice* device)
{
    if (auto good = check(action, params, device != nullptr); !good)
        return good.error();
    const auto config = configOf(action, params["Config"]);
    if (!config)
        return config.error();
    const S3Transfers transfers(client, *config);
    return make({action, params, device, transfers}, std::move(options));
}

} // namespace inia
