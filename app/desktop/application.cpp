#include "app/desktop/application.h"

#include "core/common/clock.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QApplication>

namespace inia::desktop {

namespace {

constexpr QSize firstSize(1440, 900);

} // namespace

Application::Application(QApplication& application, const Arguments& arguments, Settings& settings)
    : m_application(application),
      m_arguments(arguments),
      m_settings(settings),
      m_appearance(application),
      m_log(std::make_shared<ExchangeLog>()),
      m_clock(std::make_shared<SystemClock>()),
      m_sessions(makeFactory())
{
    dress(); // before the first widget
    m_window = std::make_unique<ui::MainWindow>(m_appearance, m_sessions, m_log, m_clock, &m_menu);
    buildMenu();
    restoreWindow();
}

Application::~Application()
{
    m_settings.saveWindow(m_window->saveGeometry(), m_window->workArea()->layoutState());
}

void Application::dress()
{
    auto setting = m_settings.appearance();
    if (m_arguments.theme == QStringLiteral("dark"))
        setting = ui::Appearance::Setting::Dark;
    else if (m_arguments.theme == QStringLiteral("light"))
        setting = ui::Appearance::Setting::Light;
    m_appearance.setSetting(m_application, setting);
}

ui::SessionFactory Application::makeFactory() const
{
    const auto makeRuntime = [log = m_log]() -> Result<Runtime> {
        auto runtime = Runtime::standard();
        if (runtime)
            runtime->exchangeLog = log;
        return runtime;
    };
    SessionOptions defaults;
    defaults.client.endpointUrl = m_arguments.endpointUrl;
    return ui::SessionFactory(makeRuntime, std::move(defaults));
}

void Application::buildMenu()
{
    auto* group = new QActionGroup(this);
    addAppearance(group, tr("Look like the desktop"), ui::Appearance::Setting::System);
    addAppearance(group, tr("Light"), ui::Appearance::Setting::Light);
    addAppearance(group, tr("Dark"), ui::Appearance::Setting::Dark);
    m_menu.addSeparator();
    QAction* quit = m_menu.addAction(tr("Quit"), m_window.get(), &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    m_window->addAction(quit);
}

void Application::addAppearance(QActionGroup* group, const QString& text, ui::Appearance::Setting setting)
{
    QAction* action = m_menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(m_appearance.setting() == setting);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, setting] {
        m_appearance.setSetting(m_application, setting);
        m_settings.saveAppearance(setting);
    });
}

void Application::restoreWindow()
{
    if (!m_window->restoreGeometry(m_settings.windowGeometry()))
        m_window->resize(firstSize);
    m_window->workArea()->restoreLayout(m_settings.layout());
}

void Application::start()
{
    m_window->show();
    m_sessions.open({m_arguments.profile, m_arguments.region});
    m_window->workArea()->focusTree();
}

} // namespace inia::desktop
