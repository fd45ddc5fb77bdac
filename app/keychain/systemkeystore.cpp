#include "app/keychain/systemkeystore.h"

#include <QtCore/QMetaObject>
#include <QtCore/QObject>

#ifdef INIA_HAS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

#include <utility>

namespace inia {

namespace {

Error keychainError(const char* code, std::string message)
{
    return makeError(ErrorKind::Credentials, code, std::move(message));
}

#ifdef INIA_HAS_KEYCHAIN

/// Entries of ours, among those of all programs.
constexpr auto service = "inia";

Error errorOf(const QKeychain::Job& job)
{
    const std::string name = job.key().toStdString();
    const std::string details = job.errorString().isEmpty() ? "" : ": " + job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return keychainError("NoSuchKeys",
                             "The keychain has nothing of Inia's by the name \"" + name + "\".");
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return keychainError("KeychainDenied", "The keychain was not unlocked" + details + ".");
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return keychainError("NoKeychain", "No keychain answers" + details +
                                               ". gnome-keyring or KWallet has to run in this session, "
                                               "where its D-Bus can be reached.");
    default:
        return keychainError(
            "KeychainFailed",
            "The keychain failed" + details +
                ". gnome-keyring or KWallet has to run in this session, where its D-Bus can be reached.");
    }
}

class SystemKeyStore final : public KeyStore {
public:
    void get(const std::string& name, QObject* context, TextCallback callback) override
    {
        start(new QKeychain::ReadPasswordJob(QString::fromLatin1(service), context), name, context,
              [callback = std::move(callback)](QKeychain::ReadPasswordJob& job) {
                  callback(job.error() == QKeychain::NoError
                               ? Result<std::string>(job.textData().toStdString())
                               : errorOf(job));
              });
    }
    void set(const std::string& name, const std::string& text, QObject* context,
             DoneCallback callback) override
    {
        auto* job = new QKeychain::WritePasswordJob(QString::fromLatin1(service), context);
        job->setTextData(QString::fromStdString(text));
        finish(job, name, context, std::move(callback));
    }
    void remove(const std::string& name, QObject* context, DoneCallback callback) override
    {
        finish(new QKeychain::DeletePasswordJob(QString::fromLatin1(service), context), name, context,
               std::move(callback));
    }

private:
    template <typename Job>
    static void finish(Job* job, const std::string& name, QObject* context, DoneCallback callback)
    {
        start(job, name, context, [callback = std::move(callback)](Job& done) {
            callback(done.error() == QKeychain::NoError ? Result<void>() : errorOf(done));
        });
    }
    /// The job belongs to the context and deletes itself.
    template <typename Job, typename Done>
    static void start(Job* job, const std::string& name, QObject* context, Done done)
    {
        job->setKey(QString::fromStdString(name));
        QObject::connect(job, &QKeychain::Job::finished, context,
                         [job, done = std::move(done)] { done(*job); });
        job->start();
    }
};

#else

class SystemKeyStore final : public KeyStore {
public:
    void get(const std::string&, QObject* context, TextCallback callback) override
    {
        refuse(context, std::move(callback));
    }
    void set(const std::string&, const std::string&, QObject* context, DoneCallback callback) override
    {
        refuse(context, std::move(callback));
    }
    void remove(const std::string&, QObject* context, DoneCallback callback) override
    {
        refuse(context, std::move(callback));
    }

private:
    template <typename Callback>
    static void refuse(QObject* context, Callback callback)
    {
        QMetaObject::invokeMethod(
            context,
            [callback = std::move(callback)] {
                callback(keychainError("NoKeychain",
                                       "This Inia was built without QtKeychain, by which keychains are "
                                       "asked. Install it (Debian: qtkeychain-qt6-dev) and build "
                                       "Inia again."));
            },
            Qt::QueuedConnection);
    }
};

#endif

} // namespace

std::shared_ptr<KeyStore> systemKeyStore()
{
    return std::make_shared<SystemKeyStore>();
}

} // namespace inia
