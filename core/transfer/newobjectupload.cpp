#include "core/transfer/newobjectupload.h"

#include "core/http/bodysink.h"

#include <utility>

namespace inia {

namespace {

/// Wants to know whether there is an object, not what is in it.
class RefusingSink final : public BodySink {
public:
    [[nodiscard]] Result<std::size_t> write(std::string_view) override
    {
        return makeError(ErrorKind::Cancelled, refusal, "Nobody wants to read it.");
    }
    static constexpr char refusal[] = "NotWanted";
};

} // namespace

NewObjectUpload::NewObjectUpload(Client client, std::string bucket, std::string key, Owned<Upload> upload,
                                 std::shared_ptr<TransferSlots> transferSlots)
    : m_client(std::move(client)),
      m_bucket(std::move(bucket)),
      m_key(std::move(key)),
      m_upload(std::move(upload)),
      m_slots(std::move(transferSlots))
{
    connect(m_upload.get(), &Transfer::progressed, this, &NewObjectUpload::setProgress);
    connect(m_upload.get(), &Transfer::resumePointChanged, this, &Transfer::resumePointChanged);
    connect(m_upload.get(), &Transfer::stateChanged, this, &NewObjectUpload::follow);
    connect(m_upload.get(), &Transfer::finished, this, &NewObjectUpload::ended);
}

NewObjectUpload::~NewObjectUpload() = default;

void NewObjectUpload::start()
{
    setState(State::Running);
    m_slots->acquire(this, [this](TransferSlots::Slot slot) {
        // Granted in a turn of its own, by when it may be paused, or let go of.
        if (state() != State::Running || m_reply || !m_upload || m_upload->state() != State::Waiting)
            return;
        m_slot = std::move(slot);
        m_isReason = false;
        ask("HeadObject", Value::map({{"Bucket", m_bucket}, {"Key", m_key}}), {});
    });
}

void NewObjectUpload::ask(const char* operation, Value params, CallOptions options)
{
    options.cause = "Upload";
    options.target = m_key;
    m_reply = m_client.call(operation, std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &NewObjectUpload::answered);
}

Error NewObjectUpload::exists() const
{
    return makeError(ErrorKind::Parameter, "TargetExists",
                     "There is an object " + m_key + " in " + m_bucket +
                         " already. Overwrite it, keep both or choose another name.");
}

void NewObjectUpload::answered()
{
    constexpr int badRequest = 400;
    const Result<Value> answer = m_reply->result();
    m_reply.reset();
    if (!answer && answer.error().httpStatus == badRequest && !std::exchange(m_isReason, true)) {
        CallOptions options;
        options.bodySink = std::make_shared<RefusingSink>();
        ask("GetObject", Value::map({{"Bucket", m_bucket}, {"Key", m_key}, {"Range", "bytes=0-0"}}),
            std::move(options));
        return;
    }
    m_slot = {};
    if (answer)
        finish(exists());
    else
        judge(answer.error());
}

void NewObjectUpload::judge(const Error& error)
{
    constexpr int forbidden = 403;
    constexpr int notFound = 404;
    constexpr int emptyObject = 416; // it has not even one byte
    const bool isThere = error.code == RefusingSink::refusal || error.httpStatus == emptyObject;
    if (isThere) {
        finish(exists());
    } else if (error.httpStatus == notFound || error.httpStatus == forbidden) {
        m_upload->replaceNothing(error.httpStatus == notFound);
        m_upload->start();
    } else {
        finish(error);
    }
}

void NewObjectUpload::ended()
{
    const Result<Value>& result = m_upload->result();
    if (!result && result.error().code == "PreconditionFailed")
        finish(exists()); // it came meanwhile
    else
        finish(result);
}

/// Its end comes with finished().
void NewObjectUpload::follow()
{
    const State inner = m_upload->state();
    if (inner == State::Running || inner == State::Paused || inner == State::Stopping)
        setState(inner);
}

void NewObjectUpload::pause()
{
    if (m_upload->state() != State::Waiting) {
        m_upload->pause();
        return;
    }
    if (state() != State::Running)
        return;
    m_reply.reset();
    m_slot = {};
    setState(State::Paused);
}

void NewObjectUpload::resume()
{
    if (m_upload->state() != State::Waiting)
        m_upload->resume();
    else if (state() == State::Paused)
        start();
}

void NewObjectUpload::giveUp()
{
    m_reply.reset();
    m_slot = {};
    m_upload.reset();
}

void NewObjectUpload::cancel()
{
    if (m_upload->state() != State::Waiting) {
        m_upload->cancel();
        return;
    }
    if (isFinished())
        return;
    m_reply.reset();
    m_slot = {};
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The upload was given up before it began."));
}

} // namespace inia
