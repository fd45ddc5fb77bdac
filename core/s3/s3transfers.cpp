#include "core/s3/s3transfers.h"

#include "core/config/clientconfig.h"
#include "core/resource/resourcedefinition.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/downloadfile.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

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

/// Parameters of the client's action and the identifiers they are, by the type of the resource.
std::vector<std::pair<std::string_view, std::string_view>> ownParams(const Resource& resource)
{
    if (resource.type() == "Bucket")
        return {{"Bucket", "name"}};
    return {{"Bucket", "bucket_name"}, {"Key", "key"}};
}

class Transfers final : public ResourceExtension {
public:
    [[nodiscard]] Result<Work> begin(const Resource& resource, std::string_view action, const Value& params,
                                     const CallOptions& options) const override
    {
        auto made = resourceTransfer(resource, action, params, options);
        if (!made)
            return made.error();
        Owned<Transfer> transfer = std::move(made).value();
        auto* running = transfer.get();
        running->start();
        return Work{std::move(transfer), [running] {
                        return running->result() ? Result<void>() : Result<void>(running->result().error());
                    }};
    }
};

} // namespace

// ---- transfers by name ------------------------------------------------------------------------------------

S3Transfers::S3Transfers(Client client, const TransferConfig& config)
    : m_client(std::move(client)),
      m_config(config),
      m_slots(std::make_shared<TransferSlots>(config.maxConcurrency))
{
    if (config.maxBandwidth > 0)
        m_bandwidth = std::make_shared<BandwidthLimit>(m_client.clock(), config.maxBandwidth);
}

S3Transfers::~S3Transfers() = default;

Owned<Upload> S3Transfers::made(std::unique_ptr<UploadSource> source, UploadTarget target) const
{
    auto upload = makeOwned<Upload>(m_client, std::move(target), std::move(source), m_slots, m_config);
    upload->setBandwidthLimit(m_bandwidth);
    return upload;
}

Owned<Upload> S3Transfers::upload(const QString& path, UploadTarget target) const
{
    return made(std::make_unique<FileSource>(path), std::move(target));
}

Owned<Upload> S3Transfers::upload(QByteArray bytes, UploadTarget target) const
{
    return made(std::make_unique<BytesSource>(std::move(bytes)), std::move(target));
}

Owned<Upload> S3Transfers::upload(QIODevice* device, UploadTarget target) const
{
    return made(std::make_unique<DeviceSource>(device), std::move(target));
}

Owned<Download> S3Transfers::made(std::unique_ptr<DownloadOutput> output, DownloadSource source) const
{
    auto download = makeOwned<Download>(m_client, std::move(source), std::move(output), m_slots, m_config);
    download->setBandwidthLimit(m_bandwidth);
    return download;
}

Owned<Download> S3Transfers::download(DownloadSource source, const QString& path) const
{
    return made(std::make_unique<DownloadFile>(path, ExistingTarget::Overwrite), std::move(source));
}

Owned<Download> S3Transfers::download(DownloadSource source, QIODevice* device) const
{
    return made(std::make_unique<DownloadDevice>(device), std::move(source));
}

Owned<Copy> S3Transfers::copy(CopyOrder order, const std::optional<Client>& sourceClient) const
{
    return makeOwned<Copy>(m_client, std::move(order), sourceClient.value_or(m_client), m_slots, m_config);
}

// ---- boto3's arguments ------------------------------------------------------------------------------------

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

// ---- actions of resources ---------------------------------------------------------------------------------

std::shared_ptr<const ResourceExtension> transferExtension()
{
    return std::make_shared<const Transfers>();
}

Result<Owned<Transfer>> resourceTransfer(const Resource& resource, std::string_view action,
                                         const Value& params, CallOptions options, QIODevice* device)
{
    const auto* found = findAction(resource.definition().actions, action);
    if (!found)
        return unknownMember(resource, "action", action,
                             ResourceStructure::of(resource.definition()).actions);
    if (found->rule != ActionRule::Programmed || resource.definition().service != "s3")
        return makeError(ErrorKind::Unsupported, "NoTransfer",
                         "'" + std::string(action) + "' of " + resource.text() +
                             " is more than one call and no transfer of an object");
    Value all = params;
    for (const auto& [name, identifier] : ownParams(resource)) {
        if (params.contains(name))
            return makeError(ErrorKind::Parameter, "ParamValidation",
                             std::string(action) + ": there is no parameter " + std::string(name) + "; " +
                                 resource.text() + " knows its own");
        all.insert(name, resource.identifier(identifier));
    }
    return transferFor(resource.client(), action, all, std::move(options), device);
}

} // namespace inia
