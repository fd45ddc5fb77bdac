#include "core/transfer/newobjectupload.h"

#include <utility>

namespace inia {

NewObjectUpload::NewObjectUpload(Client client, std::string bucket, std::string key,
                                 std::unique_ptr<Transfer> upload,
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
    connect(m_upload.get(), &Transfer::finished, this, [this] { finish(m_upload->result()); });
}

NewObjectUpload::~NewObjectUpload() = default;

void NewObjectUpload::start()
{
    setState(State::Running);
    m_slots->acquire(this, [this](TransferSlots::Slot slot) {
        if (state() == State::Running && !m_head && m_upload->state() == State::Waiting)
            ask(std::move(slot));
    });
}

void NewObjectUpload::ask(TransferSlots::Slot slot)
{
    m_slot = std::move(slot);
    CallOptions options;
    options.cause = "Upload";
    options.target = m_key;
    m_head =
        m_client.call("HeadObject", Value::map({{"Bucket", m_bucket}, {"Key", m_key}}), std::move(options));
    connect(m_head.get(), &Reply::finished, this, &NewObjectUpload::answered);
}

void NewObjectUpload::answered()
{
    const Result<Value> answer = m_head->result();
    m_head.reset();
    m_slot = {};
    if (answer) {
        finish(makeError(ErrorKind::Parameter, "TargetExists",
                         "There is an object " + m_key + " in " + m_bucket +
                             " already. Overwrite it, keep both or choose another name."));
        return;
    }
    if (answer.error().httpStatus != 404) {
        finish(answer.error());
        return;
    }
    m_upload->start();
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
    m_head.reset();
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

void NewObjectUpload::cancel()
{
    if (m_upload->state() != State::Waiting) {
        m_upload->cancel();
        return;
    }
    if (isFinished())
        return;
    m_head.reset();
    m_slot = {};
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The upload was given up before it began."));
}

} // namespace inia
