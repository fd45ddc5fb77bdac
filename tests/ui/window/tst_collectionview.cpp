#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/listingdialogs.h"
#include "ui/browse/listingpage.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// The table of a collection with all that stands around it.
class TestCollectionView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void selectsAndOpens();
    void columnsKeepTheSelection();
    void choosesColumnsInADialog();
    void aPathThatIsGoneSaysSo();
    void aColumnThatIsDraggedStaysThere();
    void filtersOnTheServer();
    void saysWhatIsWrongWithAFilter();
    void asksTheServerWhenNoRowMatches();
    void keepsRowsWhenALaterPageFails();
    void tellsEmptyFromFailed();
    void saysWhatCannotBeMade();
    void reloadsWithTheSelection();

private:
    void answer(int roles, bool more = false);
    [[nodiscard]] Result<Collection> roles() const;
    [[nodiscard]] QAbstractButton* button(const QString& text) const;
    [[nodiscard]] QByteArray lastBody() const { return m_session->transport->requests().back().body; }
    void type(const QString& text);

    std::optional<TestSession> m_session;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<CollectionView> m_view;
};

void TestCollectionView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void TestCollectionView::init()
{
    m_session->transport->setHandler({});
    m_session->transport->forgetRequests();
    m_view = std::make_unique<CollectionView>(*m_appearance, QStringLiteral("dev"));
    m_view->resize(900, 500);
    m_view->show();
}

void TestCollectionView::cleanup()
{
    m_view.reset();
}

void TestCollectionView::answer(int roles, bool more)
{
    QByteArray body =
        "<ListRolesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListRolesResult>"
        "<IsTruncated>" +
        QByteArray(more ? "true" : "false") + "</IsTruncated>" +
        QByteArray(more ? "<Marker>m1</Marker>" : "") + "<Roles>";
    for (int i = 0; i < roles; ++i) {
        body += "<member><Path>/</Path><RoleName>role-" + QByteArray::number(i) +
                "</RoleName><RoleId>AROA</RoleId><Arn>arn:aws:iam::123:role/r</Arn>"
                "<CreateDate>2026-07-14T10:00:00Z</CreateDate></member>";
    }
    m_session->transport->enqueue(makeResponse(200, body + "</Roles></ListRolesResult></ListRolesResponse>"));
}

Result<Collection> TestCollectionView::roles() const
{
    return m_session->session.resource("iam")->collection("roles");
}

QAbstractButton* TestCollectionView::button(const QString& text) const
{
    const auto buttons = m_view->findChildren<QAbstractButton*>();
    for (auto* button : buttons) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

void TestCollectionView::type(const QString& text)
{
    auto* field = m_view->findChild<QLineEdit*>();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void TestCollectionView::selectsAndOpens()
{
    answer(3);
    QSignalSpy settled(m_view.get(), &ListingPage::selectionSettled);
    m_view->enter(roles(), "role-1");
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    QCOMPARE(m_view->selected().size(), std::size_t(1));
    QCOMPARE(m_view->selected().front().identifier("name").text(), std::string("role-1"));
    QVERIFY(settled.wait());
    std::optional<Resource> opened;
    connect(m_view.get(), &CollectionView::resourceOpened, this,
            [&opened](const Resource& resource) { opened = resource; });
    m_view->focusRows();
    QTest::keyClick(m_view->table(), Qt::Key_Return);
    QVERIFY(opened.has_value() && *opened == m_view->selected().front());
}

void TestCollectionView::columnsKeepTheSelection()
{
    answer(3);
    m_view->enter(roles(), "role-1");
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    auto& model = const_cast<ResourceTableModel&>(m_view->model());
    const auto* selection = m_view->table()->selectionModel();
    // Out of the middle, which parts the range of what is selected.
    const auto column = model.columns().at(1);
    model.setColumnShown(column, false);
    QCOMPARE(m_view->selected().size(), std::size_t(1));
    model.setColumnShown(column, true);
    QVERIFY(selection->isRowSelected(1));
    model.resetColumns();
    QVERIFY(selection->isRowSelected(1));
    QCOMPARE(m_view->selected().size(), std::size_t(1));
}

void TestCollectionView::choosesColumnsInADialog()
{
    answer(3);
    m_view->enter(roles(), "role-1");
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    m_view->chooseColumns(true);
    auto* dialog = m_view->findChild<ColumnsDialog*>();
    QVERIFY(dialog != nullptr);
    const auto before = m_view->model().columns();
    QCOMPARE(dialog->columns(), before);
    dialog->expressionField()->setText(QStringLiteral("starts_with(RoleName"));
    QVERIFY2(!dialog->verdict().isEmpty(), qPrintable(dialog->verdict()));
    dialog->addTyped(); // it is wrong: nothing is added
    QCOMPARE(dialog->columns(), before);
    dialog->expressionField()->setText(QStringLiteral("length(RoleName)"));
    QVERIFY2(dialog->verdict().contains(QStringLiteral("6")), qPrintable(dialog->verdict())); // role-1
    dialog->titleField()->setText(QStringLiteral("Long"));
    dialog->addTyped();
    // To the front, by the keyboard.
    auto* list = dialog->list();
    for (int i = list->currentRow(); i > 0; --i)
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(dialog->columns().size(), before.size() + 1);
    QCOMPARE(dialog->columns().front().label, std::string("Long"));
    const QByteArray shared = ColumnChoices::shared("iam.Role", dialog->columns());
    dialog->paste("nonsense");
    QVERIFY(dialog->verdict().contains(QStringLiteral("JSON")));
    dialog->paste(shared);
    QCOMPARE(dialog->columns().size(), before.size() + 1);
    for (auto* button : dialog->findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Show these columns"))
            button->click();
    }
    const auto& model = m_view->model();
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Long"));
    QCOMPARE(model.index(1, 0).data().toInt(), 6);
    QCOMPARE(m_view->selected().size(), std::size_t(1));
}

void TestCollectionView::aPathThatIsGoneSaysSo()
{
    auto choices = std::make_shared<ColumnChoices>();
    choices->choose("iam.Role", {*typedColumn("RoleName", "Name", Value("x")),
                                 *typedColumn("Vanished.Member", "Gone", {}),
                                 *typedColumn("Vanished[0]", "Also gone", {})});
    m_view->setColumnChoices(choices);
    answer(3);
    m_view->enter(roles());
    QTRY_COMPARE(m_view->model().rowCount(), 3);
    const auto header = [this](int section, int role) {
        return m_view->model().headerData(section, Qt::Horizontal, role).toString();
    };
    QCOMPARE(header(0, Qt::DisplayRole), QStringLiteral("Name"));
    for (const int section : {1, 2}) {
        QVERIFY(header(section, Qt::DisplayRole).contains(QStringLiteral("not in answers")));
        QVERIFY(header(section, Qt::ToolTipRole).contains(QStringLiteral("Vanished")));
        QVERIFY(!m_view->model().index(0, section).data().isValid());
    }
}

void TestCollectionView::aColumnThatIsDraggedStaysThere()
{
    answer(3);
    m_view->enter(roles());
    QTRY_COMPARE(m_view->model().rowCount(), 3);
    const auto before = m_view->model().columns();
    QVERIFY(before.size() > 1);
    m_view->table()->header()->moveSection(1, 0);
    QTRY_COMPARE(m_view->model().columns().front().label, before[1].label);
    QCOMPARE(m_view->model().columns().size(), before.size());
    QCOMPARE(m_view->table()->header()->logicalIndex(0), 0);
}

void TestCollectionView::filtersOnTheServer()
{
    answer(2);
    m_view->enter(roles());
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    answer(1);
    type(QStringLiteral("/team/"));
    QTRY_COMPARE(m_view->model().rowCount(), 1);
    QVERIFY(lastBody().contains("PathPrefix=%2Fteam%2F"));
    auto* chip = button(QStringLiteral("/team/  \u00D7"));
    QVERIFY(chip != nullptr);
    answer(2);
    chip->click();
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    QVERIFY(!lastBody().contains("PathPrefix"));
    QVERIFY(button(QStringLiteral("/team/  \u00D7")) == nullptr);
}

void TestCollectionView::saysWhatIsWrongWithAFilter()
{
    answer(2);
    m_view->enter(roles());
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    type(QStringLiteral("Colour=red"));
    QCOMPARE(m_session->transport->requestCount(), 1);
    QCOMPARE(m_view->findChild<QLineEdit*>()->text(), QStringLiteral("Colour=red"));
}

void TestCollectionView::asksTheServerWhenNoRowMatches()
{
    answer(2);
    m_view->enter(roles());
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    m_view->findChild<FilterRow*>()->setMode(FilterRow::Mode::Contains);
    QTest::keyClicks(m_view->findChild<QLineEdit*>(), QStringLiteral("/team/"));
    QTRY_VERIFY(button(QStringLiteral("Ask the server by prefix")) != nullptr);
    answer(1);
    button(QStringLiteral("Ask the server by prefix"))->click();
    QTRY_COMPARE(m_view->model().rowCount(), 1);
    QVERIFY(lastBody().contains("PathPrefix=%2Fteam%2F"));
}

void TestCollectionView::keepsRowsWhenALaterPageFails()
{
    answer(2, true);
    m_session->transport->enqueue(makeResponse(500, "<ErrorResponse><Error><Code>ServiceFailure</Code>"
                                                    "</Error></ErrorResponse>"));
    answer(1);
    m_view->enter(roles());
    auto* gap = m_view->findChild<FailureStrip*>();
    // Two rows leave room, so that the table asks for the next page by itself.
    QTRY_VERIFY(gap->isVisible());
    QCOMPARE(m_view->model().rowCount(), 2);
    button(QStringLiteral("Retry page 2"))->click();
    QTRY_COMPARE(m_view->model().rowCount(), 3);
    QVERIFY(!gap->isVisible());
    QVERIFY(lastBody().contains("Marker=m1"));
}

void TestCollectionView::tellsEmptyFromFailed()
{
    answer(0);
    m_view->enter(roles());
    auto* state = m_view->findChild<StateView*>();
    QTRY_VERIFY(state->isVisible());
    QVERIFY(button(QStringLiteral("Retry")) == nullptr);
    m_session->transport->enqueue(makeResponse(
        403,
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>No.</Message></Error></ErrorResponse>"));
    m_view->enter(roles());
    QTRY_VERIFY(button(QStringLiteral("Retry")) != nullptr);
    QVERIFY(state->isVisible());
}

void TestCollectionView::saysWhatCannotBeMade()
{
    m_view->enter(makeError(ErrorKind::UnknownName, "UnknownName", "iam has no collection 'x'."));
    QVERIFY(m_view->findChild<StateView*>()->isVisible());
    QCOMPARE(m_session->transport->requestCount(), 0);
    QVERIFY(m_view->selected().empty());
}

void TestCollectionView::reloadsWithTheSelection()
{
    answer(3);
    m_view->enter(roles(), "role-2");
    QTRY_COMPARE(m_view->selected().size(), std::size_t(1));
    answer(3);
    m_view->reload();
    QVERIFY(m_view->selected().empty());
    QTRY_COMPARE(m_view->selected().size(), std::size_t(1));
    QCOMPARE(m_view->selected().front().identifier("name").text(), std::string("role-2"));
}

INIA_TEST_CLASS(TestCollectionView, QApplication)
#include "tst_collectionview.moc"
