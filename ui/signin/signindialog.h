#pragma once

#include "core/identity/consolelogin.h"
#include "core/identity/ssologin.h"

#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtWidgets/QDialog>
#include <QtWidgets/QWidget>

#include <functional>
#include <variant>
#include <vector>

class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
class ElidedLabel;
class LinkButton;
class Spinner;
class TextLabel;

// The head of what asks a person to sign in: a key on a disc, what for, and a quieter line.
class SignInHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SignInHead)

public:
    explicit SignInHead(const Appearance& appearance, QWidget* parent = nullptr);

    void setTexts(const QString& heading, const QString& line);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    TextLabel* m_heading;
    TextLabel* m_line;
};

// An address for the camera of a phone, dark on light in any theme, as readers want it.
class QrCode final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QrCode)

public:
    explicit QrCode(QWidget* parent = nullptr);

    // False where there is nothing to show: this build cannot draw them, or the text is too long.
    bool setText(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side = 0; // modules
    std::vector<bool> m_modules;
};

// What a sign-in is for.
struct SignInFacts {
    QString name;     // of the sso-session; else the host of the start URL; "AWS"
    QString startUrl; // without its scheme; or the ARN of who signs in
    int profiles = 1; // that use it
};

// Signs a person in at Identity Center or as at the AWS console, as one sign-in for all who wait for it: in a
// browser of this machine that comes back by itself, or in any browser with a code, which is confirmed there
// or, from the console, brought here. No browser opens before somebody presses the button. What goes wrong
// stands in the dialog, with a way to try again; closing it gives the sign-in up.
class SignInDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SignInDialog)

public:
    using OpenUrl = std::function<bool(const QUrl&)>;
    // `sources` and `settings` are those of the session that asked first.
    SignInDialog(const Appearance& appearance, SignInFacts facts, SourceContextPtr sources,
                 std::variant<SsoSettings, ConsoleLoginSettings> settings, OpenUrl openUrl,
                 QWidget* parent = nullptr);
    ~SignInDialog() override;

    // Asks who it is to sign in at; shown or not.
    void start(SsoLoginWay way);
    // A sentence on what goes on by itself afterwards; empty where nothing does.
    void setWaiting(const QString& who);
    [[nodiscard]] SsoLoginWay way() const { return m_way; }

signals:
    // The token is there; the dialog has accepted itself.
    void signedIn();
    void copyRequested(const QString& text);

private:
    void build();
    QWidget* buildCode();
    QWidget* buildAddress();
    QWidget* buildEntry();
    QWidget* buildProgress();
    void showCode(const DeviceCode& code);
    void showAddress(const std::string& address);
    void showAsking();
    void showError(const Error& error);
    void setUrl(const std::string& address);
    void openBrowser();
    void tick();
    void startAtConsole();
    void enterCode();
    void takeEnd(const Result<void>& end);
    [[nodiscard]] bool isAtConsole() const { return m_settings.index() == 1; }
    void fit();

    const Appearance& m_appearance;
    SignInFacts m_facts;
    SourceContextPtr m_sources;
    std::variant<SsoSettings, ConsoleLoginSettings> m_settings;
    OpenUrl m_openUrl;
    SsoLoginWay m_way = SsoLoginWay::DeviceCode;
    Owned<SsoLogin> m_login;
    Owned<ConsoleLogin> m_consoleLogin;
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
    QWidget* m_entry; // of the code that the page shows
    QLineEdit* m_entered;
    Button* m_enter;
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
