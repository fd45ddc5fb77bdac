#pragma once

#include "app/desktop/commandline.h"
#include "app/desktop/settings.h"
#include "core/exchange/exchangelog.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/mainwindow.h"
#include "ui/theme/appearance.h"

#include <QtWidgets/QMenu>

#include <memory>

class QActionGroup;
class QApplication;

namespace inia::desktop {

// Where the program is put together: everything that is made once is made here and handed on by constructor.
class Application final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    // `settings` outlives the application.
    Application(QApplication& application, const Arguments& arguments, Settings& settings);
    ~Application() override;

    // Opens the first session and shows the window.
    void start();

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::SessionController& sessions() { return m_sessions; }
    [[nodiscard]] const std::shared_ptr<ExchangeLog>& exchangeLog() const { return m_log; }
    [[nodiscard]] QMenu& menu() { return m_menu; }

private:
    [[nodiscard]] ui::SessionFactory makeFactory() const;
    void dress();
    void buildMenu();
    void addAppearance(QActionGroup* group, const QString& text, ui::Appearance::Setting setting);
    void restoreWindow();

    QApplication& m_application;
    Arguments m_arguments;
    Settings& m_settings;
    ui::Appearance m_appearance;
    std::shared_ptr<ExchangeLog> m_log;
    std::shared_ptr<Clock> m_clock;
    ui::SessionController m_sessions;
    QMenu m_menu;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace inia::desktop
