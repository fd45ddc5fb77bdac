#pragma once

#include "core/identity/ssologin.h"

#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWidgets/QDialog>

#include <functional>
#include <memory>

namespace inia::ui {

class Appearance;
class Button;
class ElidedLabel;
class LinkButton;
class QrCode;
class SignInHead;
class Spinner;
class TextLabel;

// What a sign-in is for.
struct SignInFacts {
    QString name;     // of the sso-session; else the host of the start URL
    QString startUrl; // without its scheme
    int profiles = 1; // that use it
};

// Signs a person in at Identity Center, as one sign-in for all who wait for it: by a code that is confirmed
// in a browser here or on another device, or in a browser of this machine that comes back by itself. No
// browser opens before somebody presses the button. What goes wrong stands in the dialog, with a way to try
// again; closing it gives the sign-in up.
class SignInDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SignInDialog)

public:
    using OpenUrl = std::function<bool(const QUrl&)>;
    // `sources` and `settings` are those of the session that asked first.
    SignInDialog(const Appearance& appearance, SignInFacts facts, SourceContextPtr sources,
                 SsoSettings settings, OpenUrl openUrl, QWidget* parent = nullptr);
    ~SignInDialog() override;

    // Asks Identity Center; shown or not.
    void start(SsoLoginWay way);
    // A sentence on what goes on by itself afterwards; empty where nothing does.
    void setWaiting(const QString& who);
    [[nodiscard]] SsoLoginWay way() const { return m_way; }
    [[nodiscard]] const SsoSettings& settings() const { return m_settings; }

signals:
    // The token is there; the dialog has accepted itself.
    void signedIn();
    void copyRequested(const QString& text);

private:
    void build();
    QWidget* buildCode();
    QWidget* buildAddress();
    QWidget* buildProgress();
    void showCode(const DeviceCode& code);
    void showAddress(const std::string& address);
    void showAsking();
    void showError(const Error& error);
    void setUrl(const std::string& address);
    void openBrowser();
    void tick();
    void takeEnd();
    void fit();

    const Appearance& m_appearance;
    SignInFacts m_facts;
    SourceContextPtr m_sources;
    SsoSettings m_settings;
    OpenUrl m_openUrl;
    SsoLoginWay m_way = SsoLoginWay::DeviceCode;
    std::unique_ptr<SsoLogin> m_login;
    QUrl m_url; // what the button opens
    QString m_code;
    std::chrono::system_clock::time_point m_codeEnd;
    QTimer m_seconds;
    SignInHead* m_head;
    TextLabel* m_advice;
    QWidget* m_codeBox;
    TextLabel* m_codeText;
    QWidget* m_buttons;
    Button* m_open;
    Button* m_copyCode;
    QWidget* m_device; // the address, for another device or by hand
    QrCode* m_qr;
    TextLabel* m_deviceWords;
    ElidedLabel* m_address;
    QWidget* m_progress;
    Spinner* m_spinner;
    TextLabel* m_state;
    TextLabel* m_left;
    TextLabel* m_waiting;
    LinkButton* m_switchWay;
    Button* m_again;
    Button* m_cancel;
};

} // namespace inia::ui
