import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActsController } from '#capabilities/acts';
import { FileAttachments, Files, FILES_FOLDER, FilesController } from '#capabilities/file';
import { Digests, InboxController, Letters, Papers, Reminders, RemindersController } from '#capabilities/notify';
import { NoticeController } from '#capabilities/notice';
import { OpinionsController } from '#capabilities/opinions';
import { Ballots, PollController } from '#capabilities/poll';
import { Deputies, Electorate, Imports, OfficeSettings, People, Registers, Residents } from '#community';
import {
  AdministrationController,
  AppointmentsController,
  BoardController,
  ChangesController,
  Closings,
  ClosingsController,
  HelpController,
  CommentsController,
  DraftPages,
  DraftsController,
  EnrolmentsController,
  Evidence,
  Figures,
  HomeController,
  Batches,
  Filters,
  DeputiesController,
  Lanes,
  LettersController,
  Listing,
  ListedRows,
  Showing,
  Lists,
  ListSearch,
  MatterList,
  RowNames,
  ListsController,
  MattersController,
  Organisation,
  OrganisationController,
  Overview,
  OverviewController,
  PensController,
  PeopleController,
  Privacy,
  PrivacyController,
  ProcedurePages,
  ProceduresController,
  ProcedureShelf,
  Questions,
  RegisterController,
  OperationsController,
  SettingsController,
  StuckController,
  RecallController,
  SeatsController,
  StepOverview,
  TasksController,
  TracingController,
} from '#desk';
import { ProblemFilter, schemaCheck } from '#http';
import {
  AccessLog,
  Accounts,
  Codes,
  EnrolmentController,
  Enrolments,
  INSTALLATION,
  SecondFactorController,
  SecondFactors,
  SessionController,
  SessionGuard,
  Standings,
  type Installation,
} from '#identity';
import {
  Acts,
  Attachments,
  Definitions,
  Filling,
  Histories,
  MatterRecords,
  Matters,
  Pseudonyms,
  Starting,
  Telling,
} from '#matters';
import { CLOCK, IDS, Sms, type Clock, type Ids } from '#outside';
import { Comments, Drafts, Pens, Publication, Shipped, Versions } from '#procedures';
import { Runtime } from '#runtime';
import { Database, SqlStore } from '#store';
import { ClockController } from './clock.controller.js';
import { Facts } from './facts.js';
import { EventsController } from './events.controller.js';

/** What is made before Nest: it needs waiting for. */
export interface Ground {
  readonly database: Database;
  readonly store: SqlStore;
  readonly runtime: Runtime;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly installation: Installation;
  /** Folder uploads are kept in. */
  readonly files: string;
  readonly sms: Sms;
}

export const CONTROLLERS = [
  SessionController,
  SecondFactorController,
  EnrolmentController,
  ClockController,
  EventsController,
  HomeController,
  MattersController,
  ChangesController,
  TracingController,
  PeopleController,
  OperationsController,
  RecallController,
  DeputiesController,
  SeatsController,
  TasksController,
  ListsController,
  OpinionsController,
  PollController,
  NoticeController,
  ActsController,
  FilesController,
  InboxController,
  RemindersController,
  LettersController,
  AdministrationController,
  StuckController,
  SettingsController,
  ClosingsController,
  HelpController,
  OverviewController,
  BoardController,
  OrganisationController,
  AppointmentsController,
  RegisterController,
  EnrolmentsController,
  PrivacyController,
  ProceduresController,
  DraftsController,
  CommentsController,
  PensController,
];

const SERVICES = [
  Registers,
  Electorate,
  Residents,
  Deputies,
  Imports,
  OfficeSettings,
  People,
  Accounts,
  Codes,
  Enrolments,
  SecondFactors,
  Standings,
  AccessLog,
  Privacy,
  Shipped,
  Versions,
  Comments,
  Pens,
  Drafts,
  Publication,
  Definitions,
  Pseudonyms,
  Histories,
  MatterRecords,
  Matters,
  Acts,
  Filling,
  Files,
  Starting,
  Ballots,
  Letters,
  Papers,
  Reminders,
  Digests,
  Evidence,
  Questions,
  Closings,
  Lanes,
  Listing,
  ListedRows,
  Showing,
  Lists,
  ListSearch,
  MatterList,
  RowNames,
  Filters,
  Batches,
  // a batch does what its routes do, task by task
  TasksController,
  Figures,
  StepOverview,
  Overview,
  Organisation,
  ProcedureShelf,
  ProcedurePages,
  DraftPages,
  Facts,
];

/** The list of modules: the ground as values, the rooms' services, their controllers. */
@Module({})
export class HeyiModule {
  static on(ground: Ground): DynamicModule {
    const { database, store, runtime, clock, ids, installation, files, sms } = ground;
    const values: Provider[] = [
      { provide: Database, useValue: database },
      { provide: SqlStore, useValue: store },
      { provide: Runtime, useValue: runtime },
      { provide: CLOCK, useValue: clock },
      { provide: IDS, useValue: ids },
      { provide: INSTALLATION, useValue: installation },
      { provide: Sms, useValue: sms },
      { provide: FILES_FOLDER, useValue: files },
      { provide: Attachments, useClass: FileAttachments },
      { provide: Telling, useExisting: Letters },
      { provide: APP_GUARD, useClass: SessionGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useFactory: schemaCheck },
    ];
    return {
      module: HeyiModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => database.source.options,
          dataSourceFactory: () => Promise.resolve(database.source),
        }),
        ThrottlerModule.forRoot([{ ttl: 60_000, limit: 600 }]),
      ],
      controllers: CONTROLLERS,
      providers: [...values, ...SERVICES],
    };
  }
}
