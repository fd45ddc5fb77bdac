#include "core/session/accountlookup.h"

#include "core/config/configresolver.h"
#include "core/identity/identity.h"

#include <QtCore/QMetaObject>

#include <algorithm>

namespace inia {

namespace {

using Step = ProfileTrial::Step;

bool isOneOf(const Error& error, std::initializer_list<const char*> codes)
{
    return std::any_of(codes.begin(), codes.end(), [&error](const char* code) { return error.code == code; });
}

/// What to do about it, where the error itself does not say.
std::string adviceFor(Step step, const Error& error)
{
    if (isOneOf(error, {"SignatureDoesNotMatch"}))
        return "The secret access key is not that of the key id, or the region is not the server's.";
    if (isOneOf(error, {"InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException"}))
        return "The server does not know the access key id. Is it of this account and this server?";
    if (isOneOf(error, {"ExpiredToken", "ExpiredTokenException"}))
        return "The keys have ended; get new ones.";
    if (isOneOf(error, {"AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}))
        return "The region is not the server's" +
               (error.region.empty() ? std::string(".") : ", which is " + error.region + ".");
    if (isOneOf(error, {"NotImplemented", "XAmzContentSHA256Mismatch", "InvalidDigest"}))
        return "The server does not take all checksums; set request_checksum_calculation to when_required.";
    switch (error.kind) {
    case ErrorKind::Transport:
    case ErrorKind::Timeout:
        return step == Step::Objects ? "Buckets are addressed by host names, which the server may not have; "
                                       "set the addressing style to path."
                                     : std::string();
    case ErrorKind::Tls:
        return "The server's certificate is not trusted; name its authority in ca_bundle.";
    case ErrorKind::Parse:
        return "What answers there is no such service. Is the address right?";
    default:
        return {};
    }
}

std::string settingsFact(const ClientConfig& config)
{
    std::string fact = config.region.empty() ? std::string("no region") : config.region;
    if (!config.endpointUrl.empty())
        fact += ", " + config.endpointUrl;
    if (config.s3AddressingStyle == AddressingStyle::Path)
        fact += ", path style";
    if (config.requestChecksumCalculation == ChecksumMode::WhenRequired)
        fact += ", checksums where required";
    return fact;
}

} // namespace

// ---- whose account ----------------------------------------------------------------------------------------

std::string CallerIdentity::name() const
{
    // arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE
    std::string_view resource = arn;
    for (int part = 0; part < 5; ++part) {
        const auto colon = resource.find(':');
        if (colon == std::string_view::npos)
            return {};
        resource.remove_prefix(colon + 1);
    }
    constexpr std::string_view role = "assumed-role/";
    if (resource.starts_with(role)) {
        resource.remove_prefix(role.size());
        if (const auto end = resource.find('/'); end != std::string_view::npos)
            return std::string(resource.substr(0, end));
    }
    const auto slash = resource.rfind('/');
    return std::string(slash == std::string_view::npos ? resource : resource.substr(slash + 1));
}

AccountLookup::AccountLookup(const Session& session, QObject* parent)
    : Task(parent), m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"))
{
    const auto client = session.client("sts");
    if (!client) {
        m_result = client.error();
        end();
        return;
    }
    CallOptions options;
    options.cause = "Account id";
    options.background = true;
    m_reply = client->call("GetCallerIdentity", {}, options);
    connect(m_reply.get(), &Reply::finished, this, &AccountLookup::takeAnswer);
}

void AccountLookup::takeAnswer()
{
    const auto& answer = m_reply->result();
    if (answer)
        m_result = CallerIdentity{(*answer)["Account"].text(), (*answer)["Arn"].text()};
    else
        m_result = answer.error();
    end();
}

void AccountLookup::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled");
    end();
}

// ---- whether a profile works ------------------------------------------------------------------------------

ProfileTrial::ProfileTrial(Runtime runtime, std::shared_ptr<const ConfigFiles> files, std::string profile)
    : m_runtime(std::move(runtime)), m_files(std::move(files)), m_profile(std::move(profile))
{
}

ProfileTrial::~ProfileTrial() = default;

SourceContextPtr ProfileTrial::sources() const
{
    return m_session ? m_session->sources() : nullptr;
}

void ProfileTrial::start()
{
    for (const Step step : {Step::Settings, Step::Keys, Step::Caller})
        m_entries.push_back({step, {}, {}, {}, {}});
    begin(Step::Settings);
    QMetaObject::invokeMethod(this, &ProfileTrial::checkSettings, Qt::QueuedConnection);
}

void ProfileTrial::begin(Step step)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [step](const Entry& entry) { return entry.step == step; });
    Entry& entry = found != m_entries.end() ? *found : m_entries.emplace_back(Entry{step, {}, {}, {}, {}});
    entry.state = State::Running;
    emit changed();
}

void ProfileTrial::pass(std::string fact)
{
    for (Entry& entry : m_entries) {
        if (entry.state != State::Running)
            continue;
        entry.state = State::Passed;
        entry.fact = std::move(fact);
        break;
    }
    emit changed();
}

void ProfileTrial::fail(const Error& error)
{
    for (Entry& entry : m_entries) {
        if (entry.state != State::Running)
            continue;
        entry.state = State::Failed;
        entry.error = error;
        entry.advice = adviceFor(entry.step, error);
    }
    finish();
}

void ProfileTrial::finish()
{
    end();
    emit changed();
}

void ProfileTrial::cancel()
{
    if (isFinished())
        return;
    m_call.reset();
    fail(makeError(ErrorKind::Cancelled, "Cancelled", "The test was cancelled."));
}

void ProfileTrial::giveUp()
{
    m_call.reset();
}

// Whoever is told of a change may cancel or drop this: nothing more is asked for then.

void ProfileTrial::checkSettings()
{
    if (isFinished())
        return;
    SessionOptions options;
    options.profile = m_profile;
    options.files = m_files;
    options.client.maxAttempts = 1; // somebody is waiting for the answer
    auto session = Session::create(m_runtime, std::move(options));
    if (!session) {
        fail(session.error());
        return;
    }
    const auto config = session->resolver().resolve({"s3", "S3"});
    if (!config) {
        fail(config.error());
        return;
    }
    m_storeUrl = config->endpointUrl;
    if (!m_storeUrl.empty())
        m_entries.back().step = Step::Buckets;
    m_session = std::move(session).value();
    pass(settingsFact(*config));
    if (!isFinished())
        begin(Step::Keys);
    QMetaObject::invokeMethod(this, &ProfileTrial::askForKeys, Qt::QueuedConnection);
}

void ProfileTrial::askForKeys()
{
    if (isFinished())
        return;
    m_session->credentials()->resolve(this, [this](const Result<Credentials>& keys) { takeKeys(keys); });
}

void ProfileTrial::takeKeys(const Result<Credentials>& keys)
{
    if (isFinished())
        return;
    if (!keys) {
        fail(keys.error());
        return;
    }
    pass(keys->source + ", key " + maskedKeyId(keys->accessKey));
    if (m_storeUrl.empty())
        ask(Step::Caller, "sts", "GetCallerIdentity", Value::emptyMap(), &ProfileTrial::takeCaller);
    else
        ask(Step::Buckets, "s3", "ListBuckets", Value::emptyMap(), &ProfileTrial::takeBuckets);
}

void ProfileTrial::ask(Step step, const char* service, const char* operation, const Value& params,
                       void (ProfileTrial::*take)(const Result<Value>&))
{
    if (!isFinished())
        begin(step);
    if (isFinished())
        return;
    const auto client = m_session->client(service);
    if (!client) {
        fail(client.error());
        return;
    }
    CallOptions options;
    options.cause = "Test profile " + m_profile;
    m_call = client->call(operation, params, std::move(options));
    connect(m_call.get(), &Reply::finished, this, [this, take] {
        const Result<Value> answer = m_call->result();
        m_call.reset();
        (this->*take)(answer);
    });
}

void ProfileTrial::takeCaller(const Result<Value>& answer)
{
    if (!answer) {
        fail(answer.error());
        return;
    }
    pass((*answer)["Arn"].text());
    finish();
}

void ProfileTrial::takeBuckets(const Result<Value>& answer)
{
    if (!answer && isAccessDenied(answer.error())) {
        pass("the server knows the keys, which may not list buckets");
        finish();
        return;
    }
    if (!answer) {
        fail(answer.error());
        return;
    }
    const auto& buckets = (*answer)["Buckets"].items();
    pass(buckets.size() == 1 ? std::string("1 bucket") : std::to_string(buckets.size()) + " buckets");
    if (buckets.empty() || isFinished()) {
        finish();
        return;
    }
    m_bucket = buckets.front()["Name"].text();
    ask(Step::Objects, "s3", "ListObjectsV2", Value::map({{"Bucket", m_bucket}, {"MaxKeys", 1}}),
        &ProfileTrial::takeObjects);
}

void ProfileTrial::takeObjects(const Result<Value>& answer)
{
    if (!answer && !isAccessDenied(answer.error())) {
        fail(answer.error());
        return;
    }
    pass(m_bucket + (answer ? " can be listed" : " may not be listed by these keys"));
    finish();
}

} // namespace inia
